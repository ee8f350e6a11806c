import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { modes } from '../config/model.js'
import type { AdminActions, Answer } from './admin-actions.js'

/** Bytes of the largest order: a config of 100,000 routes fits. */
const largestBody = 64 * 1024 * 1024
/** A whole order has to be there by then. */
const patience = 10_000

const shiftOrder = z.strictObject({
  mode: z.enum(modes).nullish(),
  share: z.number().min(0).max(100).nullish(),
})
const explainOrder = z.strictObject({
  method: z.string().default('GET'),
  url: z.string().startsWith('/'),
  headers: z.array(z.tuple([z.string(), z.string()])).default([]),
  address: z.string().default('127.0.0.1'),
})
const rollbackOrder = z.strictObject({ reason: z.string().default('by hand') })

/**
 * The API for operators, on a port of its own. All but health and metrics asks for the token. Orders and answers are JSON;
 * what is refused comes as `application/problem+json`.
 */
export function createAdminServer(actions: AdminActions, token: string): Server {
  const expected = digest(token)
  const server = createServer((request, response) => {
    handle(request, response, { actions, expected }).catch(error => {
      refuse(response, 500, error instanceof Error ? error.message : String(error))
    })
  })
  server.requestTimeout = patience
  server.headersTimeout = patience
  return server
}

interface Admin {
  readonly actions: AdminActions
  /** Hash of the token: comparing hashes takes the same time whatever the length. */
  readonly expected: Buffer
}

async function handle(request: IncomingMessage, response: ServerResponse, admin: Admin): Promise<void> {
  const { actions } = admin
  const [path = ''] = (request.url ?? '').split('?', 1)
  const order = `${request.method} ${path}`
  if (order === 'GET /livez') return answer(response, 200, { status: 'up' })
  if (order === 'GET /readyz') {
    const isReady = actions.isReady()
    return answer(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' })
  }
  if (order === 'GET /metrics') {
    const { text, contentType } = await actions.metrics()
    response.writeHead(200, { 'content-type': contentType }).end(text)
    return
  }
  if (!isAllowed(request, admin.expected)) {
    response.setHeader('www-authenticate', 'Bearer')
    return refuse(response, 401, 'The token is missing or wrong.')
  }
  if (order === 'GET /status') return answer(response, 200, actions.status())
  const body = await readBody(request)
  if (body === null) return refuse(response, 413, `An order may have ${largestBody} bytes.`)
  if (order === 'PUT /config') return tell(response, await actions.reload(body))
  await obey(response, { order, body, actions })
}

interface Order {
  readonly order: string
  readonly body: string
  readonly actions: AdminActions
}

async function obey(response: ServerResponse, { order, body, actions }: Order): Promise<void> {
  const [, encoded = '', verb = ''] = /^POST \/routes\/([^/]+)\/(shift|rollback|resume)$/.exec(order) ?? []
  const known = verb !== '' || ['POST /explain', 'POST /kill', 'POST /unkill'].includes(order)
  if (!known) return refuse(response, 404, `There is no ${order}.`)
  const value = readJson(body)
  if (value === undefined) return refuse(response, 400, 'The order is not JSON.')
  if (order === 'POST /kill' || order === 'POST /unkill')
    return tell(response, await actions.kill(order === 'POST /kill'))
  tell(response, await act({ order, verb, route: decode(encoded), value, actions }))
}

interface Act {
  readonly order: string
  readonly verb: string
  readonly route: string
  readonly value: unknown
  readonly actions: AdminActions
}

async function act({ order, verb, route, value, actions }: Act): Promise<Answer> {
  if (order === 'POST /explain') {
    return check(explainOrder, value, async request => ({ kind: 'done', value: actions.explain(request) }))
  }
  if (verb === 'shift') {
    return check(shiftOrder, value, to =>
      actions.shift(route, { mode: to.mode ?? null, share: to.share ?? null }),
    )
  }
  if (verb === 'rollback') return check(rollbackOrder, value, ({ reason }) => actions.rollback(route, reason))
  return actions.resume(route)
}

function check<Order>(
  schema: z.ZodType<Order>,
  value: unknown,
  obeyed: (order: Order) => Promise<Answer>,
): Promise<Answer> {
  const parsed = schema.safeParse(value)
  return parsed.success ? obeyed(parsed.data) : Promise.resolve(describeFault(parsed.error))
}

function describeFault(error: z.ZodError): Answer {
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'order'}: ${message}`)
  return { kind: 'refused', status: 422, message: faults.join('; ') }
}

function isAllowed({ headers }: IncomingMessage, expected: Buffer): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  return given !== undefined && timingSafeEqual(digest(given), expected)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Null when there is too much of it. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > largestBody) return null
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** An empty order is an empty object; undefined for what is no JSON. */
function readJson(body: string): unknown {
  if (body.trim() === '') return {}
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function tell(response: ServerResponse, outcome: Answer): void {
  if (outcome.kind === 'done') answer(response, 200, outcome.value)
  else if (outcome.kind === 'refused') refuse(response, outcome.status, outcome.message)
  else {
    response.writeHead(422, { 'content-type': 'application/problem+json' })
    const title = 'The config was refused; the old one stays.'
    response.end(JSON.stringify({ title, problems: outcome.problems }))
  }
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}

function refuse(response: ServerResponse, status: number, title: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' })
  response.end(JSON.stringify({ title, status }))
}
