import { createServer, type AddressInfo } from 'node:net'
import { causeEvent, change, signIn, signUp } from '@shop/monolith/accounts'
import {
  createClient,
  openProduction,
  openStream,
  type Production,
  type RunningProcess,
} from '@shop/platform/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRelay, type Relay } from '../support/relay.js'

const patience = { timeout: 20_000, interval: 100 }
let production: Production
let relay: Relay
let product: RunningProcess
let operationsPort: number

beforeAll(async () => {
  production = await openProduction()
  expect(await production.run('migrate.js').ended).toMatchObject({ code: 0 })
  const url = new URL(production.env.DATABASE_URL ?? '')
  relay = await createRelay(url)
  url.hostname = '127.0.0.1'
  url.port = String(relay.port)
  operationsPort = await findFreePort()
  product = production.run('main.js', [], {
    ...production.env,
    DATABASE_URL: url.href,
    OPERATIONS_PORT: String(operationsPort),
  })
})
afterAll(async () => {
  product?.kill('SIGKILL')
  await product?.ended
  await relay?.cut().catch(() => {})
  await production?.drop()
})

it('the product outlives a database that is away at the start, and one that goes away under requests', async () => {
  const readiness = async () => {
    const { status, body } = await createClient(`http://127.0.0.1:${operationsPort}`)('GET /readyz')
    return [status, body.state]
  }
  await product.says(/Waiting for the database/)
  expect(await readiness()).toEqual([503, 'starting'])
  await relay.restore()
  const [, origin = ''] = await product.says(/Listening on (http:[^"\s]+)/)
  expect(await readiness()).toEqual([200, 'running'])

  const ask = createClient(origin)
  const wren = await signIn(ask, await signUp(ask, 'wren'))
  const stream = await openStream(`${origin}/web/events`, wren.headers)
  const write = (text: string) => change(ask, wren, text)
  expect((await write('before')).status).toBe(200)

  const answers = await cutUnder(() => write('meanwhile'))
  expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
  const refused = answers.filter(({ status }) => status === 503)
  expect(refused.length).toBeGreaterThan(10)
  for (const { headers, text } of refused) {
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(headers.get('retry-after')).toMatch(/^\d+$/)
    expect(text).not.toMatch(/ECONN|terminated|postgres/)
  }
  await expect.poll(readiness, patience).toEqual([503, 'running'])

  await relay.restore()
  await expect.poll(async () => (await write('after')).status, patience).toBe(200)
  await expect.poll(readiness, patience).toEqual([200, 'running'])
  // The stream was open all the time.
  const event = await causeEvent(production, wren)
  expect(await stream.next()).toMatchObject({ event })
  product.kill('SIGTERM')
  expect(await product.ended).toEqual({ code: 0, signal: null })

  async function cutUnder(request: () => ReturnType<typeof ask>) {
    const asked: ReturnType<typeof ask>[] = []
    for (let number = 0; number < 30; number++) {
      if (number === 5) await relay.cut()
      asked.push(request())
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    return Promise.all(asked)
  }
}, 90_000)

it('a product that waits for its database ends when it is told to', async () => {
  const waiting = production.run('main.js', [], {
    ...production.env,
    DATABASE_URL: 'postgres://shop:hunter2@127.0.0.1:1/shop',
  })
  await waiting.says(/Waiting for the database/)
  waiting.kill('SIGTERM')
  expect(await waiting.ended).toEqual({ code: 0, signal: null })
  expect(waiting.output()).not.toContain('hunter2')
})

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
