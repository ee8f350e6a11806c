import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, type Charge, createLedger, type RefundNotice } from './ledger.js'
import { signEvent } from './sign-event.js'

export type { Charge } from './ledger.js'
export { signEvent } from './sign-event.js'

export interface FakeProviderOptions {
  readonly apiKey: string
  readonly webhookSecret: string
  /** Where it tells of refunds, twice each; null for nowhere. */
  readonly webhookUrl?: () => string | null
  readonly port?: number
}

/**
 * What goes wrong before or after a request has had its effect. `lost`: it had, but the answer never comes. Null for
 * nothing.
 */
export type Trouble = (request: {
  readonly route: string
  readonly source: string
  readonly times: number
}) => 'busy' | 'lost' | 'slow' | null

export interface FakeProvider {
  readonly url: string
  readonly charges: readonly Charge[]
  /** As `POST /v1/charges`, in their order. */
  readonly requests: readonly string[]
  readonly setTrouble: (trouble: Trouble) => void
  readonly close: () => Promise<void>
}

/** A payment provider that moves no money, for development and tests. */
export async function startFakeProvider(options: FakeProviderOptions): Promise<FakeProvider> {
  const { apiKey, webhookSecret, webhookUrl = () => null, port = 0 } = options
  const requests: string[] = []
  const answers = new Map<string, Answer>()
  const times = new Map<string, number>()
  let trouble: Trouble = () => null

  const tell = (type: string, data: RefundNotice) => {
    const url = webhookUrl()
    const body = JSON.stringify({ id: `evt_${randomUUID()}`, type, data })
    const headers = () => ({
      'content-type': 'application/json',
      'x-provider-signature': signEvent(body, webhookSecret),
    })
    const send = () =>
      url !== null && fetch(url, { method: 'POST', headers: headers(), body }).catch(() => {})
    setTimeout(async () => {
      await send()
      await send()
    }, 20)
  }
  const ledger = createLedger(tell)

  const dispatch = (route: string, url: URL, body: never, key: string): Answer => {
    const [, , , id = '', action = ''] = url.pathname.split('/')
    if (route === 'POST /v1/charges') return ledger.authorise(readOrder(body), key)
    if (route === 'GET /v1/charges') return ledger.find(url.searchParams.get('idempotency_key') ?? '')
    if (route === 'POST /v1/refunds') return ledger.refund(body)
    if (action === 'capture') return ledger.capture(id)
    if (action === 'cancel') return ledger.cancel(id)
    return { status: 404, body: { error: { code: 'no_such_route' } } }
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://provider')
    const route = `${request.method} ${url.pathname.replace(/ch_[^/]+/, ':id')}`
    const body = await readBody(request)
    const key = String(request.headers['idempotency-key'] ?? '')
    requests.push(route)
    times.set(`${route} ${key}`, (times.get(`${route} ${key}`) ?? 0) + 1)
    const charge = ledger.charges.find(({ id }) => url.pathname.includes(id))
    const source = charge?.source ?? String((body as { source?: unknown } | null)?.source ?? '')
    const problem = trouble({ route, source, times: times.get(`${route} ${key}`) ?? 1 })
    const send = ({ status, body: answer }: Answer) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    if (request.headers.authorization !== `Bearer ${apiKey}`)
      return send({ status: 401, body: { error: { code: 'key_invalid' } } })
    if (problem === 'busy') return send({ status: 503, body: { error: { code: 'busy' } } })
    if (problem === 'slow') await sleep(60_000, undefined, { ref: false })
    // The first answer to a key is the answer to each repetition.
    const answer = (key === '' ? undefined : answers.get(key)) ?? dispatch(route, url, body as never, key)
    if (key !== '') answers.set(key, answer)
    if (problem === 'lost') return response.destroy()
    return send(answer)
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    charges: ledger.charges,
    requests,
    setTrouble: next => {
      trouble = next
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function readOrder({ amount_minor, currency, source }: Pick<Charge, 'amount_minor' | 'currency' | 'source'>) {
  return { amount_minor, currency, source }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? null : JSON.parse(text)
}
