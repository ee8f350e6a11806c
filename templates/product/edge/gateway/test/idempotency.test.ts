import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { expect, it } from 'vitest'
import { createMemoryStore, type KeyStore, type PolicyRoute } from '../src/index.js'
import type { Answer } from './support/internal-server.js'
import { pause, type SceneOptions, signer, slugOf, startScene, waitUntil } from './support/scene.js'

const routes: readonly PolicyRoute[] = [
  { path: '/payments', settings: { auth: 'user', idempotency: 'required' } },
  { path: '/free', settings: { auth: 'none' } },
  { path: '/off', settings: { idempotency: 'off' } },
]
const ada = await signer.bearer({ sub: 'ada' })
const bob = await signer.bearer({ sub: 'bob' })

/** Each order has a number, so that a second one would be seen. */
function takeOrders(wait = 0): Answer {
  let orders = 0
  return async (_request, response) => {
    const order = ++orders
    await pause(wait)
    response.setHeader('location', `/orders/${order}`)
    response.setHeader('content-type', 'application/json')
    response.statusCode = 201
    response.end(`{"order":${order}}`)
  }
}

async function startShop(options: SceneOptions = {}) {
  const scene = await startScene({ routes, answer: takeOrders(), ...options })
  const order = (body: string, { headers = ada, key = 'k1', url = '/orders', method = 'POST' } = {}) =>
    scene.ask(url, { method, body, headers: { ...headers, 'idempotency-key': key } })
  return { ...scene, order }
}

it('answers a repeated key as it was answered at first, and asks for it once', async () => {
  const { order, seen } = await startShop()
  const first = await order('one')
  const second = await order('one')
  expect([first.status, await first.text(), first.headers.get('idempotency-replayed')]).toEqual([
    201,
    '{"order":1}',
    null,
  ])
  expect([second.status, await second.text(), second.headers.get('idempotency-replayed')]).toEqual([
    201,
    '{"order":1}',
    'true',
  ])
  for (const name of ['location', 'content-type', 'x-content-type-options'])
    expect(second.headers.get(name)).toBe(first.headers.get(name))
  expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
  expect(seen.map(({ line, body }) => [line, body])).toEqual([['POST /orders', 'one']])
})

it('takes the key in quotes, as the draft has it, for the same', async () => {
  const { order } = await startShop()
  await order('one', { key: 'k1' })
  expect(await (await order('one', { key: '"k1"' })).json()).toEqual({ order: 1 })
})

it('refuses a key for another body, another path or another kind of content', async () => {
  const { order, seen } = await startShop()
  await order('one')
  expect((await order('two')).status).toBe(422)
  expect((await order('one', { url: '/orders?express' })).status).toBe(422)
  expect((await order('one', { headers: { ...ada, 'content-type': 'text/html' } as never })).status).toBe(422)
  expect((await order('one', { method: 'PATCH' })).status).toBe(422)
  expect(seen).toHaveLength(1)
})

it('keeps the keys of users apart, and those of their tenants', async () => {
  const { order } = await startShop()
  const elsewhere = await signer.bearer({ sub: 'ada', tenant: 'acme' })
  const orders = []
  for (const headers of [ada, bob, elsewhere, bob])
    orders.push(await (await order('one', { headers })).json())
  expect(orders).toEqual([{ order: 1 }, { order: 2 }, { order: 3 }, { order: 2 }])
})

it('answers 409 while the first request is at work', async () => {
  const { order, seen } = await startShop({ answer: takeOrders(150) })
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => order('one')))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
  const refused = answers.find(({ status }) => status === 409)
  expect(refused?.headers.get('retry-after')).toBe('1')
  expect(await refused?.json()).toMatchObject({ type: 'key-at-work' })
  expect(await (await order('one')).json()).toEqual({ order: 1 })
  expect(seen).toHaveLength(1)
})

it('wants a key where a route needs one, and one that is a key', async () => {
  const { ask, order, seen } = await startShop()
  const missing = await ask('/payments', { method: 'POST', headers: ada })
  expect([missing.status, await slugOf(missing)]).toEqual([400, 'key-missing'])
  expect((await order('one', { url: '/payments', key: 'x'.repeat(256) })).status).toBe(400)
  expect((await order('one', { url: '/payments', key: '' })).status).toBe(400)
  expect(seen).toEqual([])
})

it('does not look at keys of nobody in particular, of other methods and where they are off', async () => {
  const { ask, order, seen } = await startShop()
  for (let i = 0; i < 2; i++) {
    await ask('/free', { method: 'POST', headers: { 'idempotency-key': 'k1' } })
    await order('one', { method: 'PUT' })
    await order('one', { url: '/off' })
  }
  expect(seen).toHaveLength(6)
})

it('lets a request that failed be tried again', async () => {
  const statuses = [500, 503, 429, 409]
  const { order } = await startShop({
    answer: (_request, response) => {
      response.statusCode = statuses.shift() ?? 200
      response.end(String(statuses.length))
    },
  })
  const seen = []
  for (let i = 0; i < 5; i++) seen.push((await order('one')).status)
  expect(seen).toEqual([500, 503, 429, 409, 409])
})

it('says so when the answer was too large to be kept, and does not do it again', async () => {
  const { order, seen } = await startShop({
    idempotency: { answerLimit: 1000 },
    answer: (_request, response) => response.end('x'.repeat(1001)),
  })
  expect((await (await order('one')).text()).length).toBe(1001)
  const again = await order('one')
  expect([again.status, await slugOf(again), seen.length]).toEqual([409, 'key-answer-lost', 1])
})

it('keeps the key while nobody knows what was done, and frees it when the lease is over', async () => {
  let calls = 0
  const { order, seen } = await startShop({
    idempotency: { lease: 400 },
    answer: (request, response) => (++calls === 1 ? request.socket.destroy() : response.end('done')),
  })
  expect((await order('one')).status).toBe(502)
  expect((await order('one')).status).toBe(409)
  await waitUntil(async () => (await order('one')).status === 200)
  expect(seen).toHaveLength(2)
})

it('gives a client who left in the middle of its first request the answer when it asks again', async () => {
  const { gateway, order, seen, lines } = await startShop({
    answer: takeOrders(400),
    idempotency: { lease: 60_000 },
  })
  const headers = {
    ...ada,
    'idempotency-key': 'k1',
    'content-length': 3,
    'content-type': 'text/plain;charset=UTF-8',
  }
  const leaving = httpRequest({ port: gateway.address.port, method: 'POST', path: '/orders', headers })
  leaving.on('error', () => undefined).end('one')
  await waitUntil(() => seen.length === 1)
  leaving.destroy()
  await pause(50)
  expect((await order('one')).status).toBe(409)
  const [, left] = await lines(2)
  expect(left).toMatchObject({ status: null, failure: 'client', user: 'ada' })
  const again = await order('one')
  expect([again.status, await again.json(), again.headers.get('idempotency-replayed')]).toEqual([
    201,
    { order: 1 },
    'true',
  ])
  expect(seen).toHaveLength(1)
})

it('frees the key at once of a client who left before its request had come as a whole', async () => {
  const { gateway, order, seen } = await startShop({ idempotency: { lease: 60_000 } })
  const headers = { ...ada, 'idempotency-key': 'k1', 'transfer-encoding': 'chunked' }
  const leaving = httpRequest({ port: gateway.address.port, method: 'POST', path: '/orders', headers })
  leaving.on('error', () => undefined).write('on')
  await pause(50)
  leaving.destroy()
  expect((await order('one')).status).toBe(201)
  expect(seen).toHaveLength(1)
})

it('frees the key at once when the request never got anywhere', async () => {
  const { internal, order } = await startShop({ readinessEvery: 60_000 })
  await internal.close()
  expect((await order('one')).status).toBe(502)
  expect((await order('one')).status).toBe(502)
})

it('keeps the key of a request that takes longer than its lease', async () => {
  const { order, seen } = await startShop({ answer: takeOrders(600), idempotency: { lease: 150 } })
  const first = order('one')
  await pause(400)
  expect((await order('one')).status).toBe(409)
  expect((await first).status).toBe(201)
  expect(seen).toHaveLength(1)
})

it('answers whoever asks again at once, even before the first answer has been written down', async () => {
  const store = createMemoryStore()
  const slow: KeyStore = {
    ...store,
    finish: async (claim, answer) => {
      await pause(150)
      await store.finish(claim, answer)
    },
  }
  const { order } = await startShop({ idempotency: { store: slow } })
  const answers = [await order('one'), await order('one')]
  expect(await Promise.all(answers.map(answer => answer.json()))).toEqual([{ order: 1 }, { order: 1 }])
})

it('does nothing twice when keys cannot be kept: it does nothing', async () => {
  const broken: KeyStore = { ...createMemoryStore(), claim: () => Promise.reject(new Error('gone')) }
  const { ask, order, seen, events } = await startShop({ idempotency: { store: broken } })
  const refused = await order('one')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  expect(seen).toEqual([])
  expect(events).toEqual(['Idempotency keys: gone'])
  expect((await ask('/orders', { method: 'POST', headers: ada })).status).toBe(201)
})

it('does not buffer more of a request with a key than its route takes', async () => {
  const { order, seen } = await startShop({
    routes: [{ path: '/small', settings: { bodyLimit: 10 } }],
  })
  expect((await order('x'.repeat(11), { url: '/small', key: randomUUID() })).status).toBe(413)
  expect(seen).toEqual([])
})
