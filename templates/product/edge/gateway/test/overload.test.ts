import type { ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import type { PolicyRoute } from '../src/index.js'
import { createConcurrencyLimit } from '../src/overload/concurrency-limit.js'
import { priorities } from '../src/routing/route-settings.js'
import { pause, signer, slugOf, startScene, waitUntil } from './support/scene.js'

const routes: readonly PolicyRoute[] = priorities.map(priority => ({
  path: `/${priority}`,
  settings: { auth: 'none', rate: 'none', priority },
}))

/** A server that lets requests wait until it is told to answer them. */
function holdAnswers() {
  const held: ServerResponse[] = []
  return {
    held,
    answer: (_request: unknown, response: ServerResponse) => void held.push(response),
    release: () => {
      for (const response of held.splice(0)) response.end('done')
    },
  }
}

it('sheds what matters least first, and lets all in again when there is room', async () => {
  const { answer, held, release } = holdAnswers()
  const { ask, gateway } = await startScene({ routes, answer, overload: { most: 20, every: 60_000 } })
  const pending: Promise<Response>[] = []
  const send = async (priority: string, count: number) => {
    const asked = Array.from({ length: count }, () => ask(`/${priority}`))
    pending.push(...asked)
    let refused = 0
    for (const answering of asked) void answering.then(({ status }) => status === 503 && refused++)
    await waitUntil(() => refused + held.length === pending.length - shedBefore)
    shedBefore += refused
    return refused
  }
  let shedBefore = 0
  expect([
    await send('low', 12),
    await send('normal', 8),
    await send('high', 5),
    await send('critical', 2),
  ]).toEqual([2, 2, 2, 1])
  expect(gateway.status()).toMatchObject({ atWork: 20, shed: { low: 2, normal: 2, high: 2, critical: 1 } })
  const refused = await ask('/low')
  expect([refused.status, await slugOf(refused)]).toEqual([503, 'overloaded'])
  expect(['1', '2', '3']).toContain(refused.headers.get('retry-after'))
  release()
  const answers = await Promise.all(pending)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
  await waitUntil(() => gateway.status().atWork === 0)
  const again = ask('/low')
  await waitUntil(() => held.length === 1)
  release()
  expect((await again).status).toBe(200)
})

it('narrows while answers are slow or the event loop is late, and widens again', () => {
  const limit = createConcurrencyLimit({ most: 100, least: 4, delay: 100, slow: 1000 })
  const fill = (count: number, ms: number) => {
    const slots = Array.from({ length: count }, () => limit.enter('critical'))
    for (const slot of slots) slot?.leave(ms)
  }
  fill(50, 10)
  limit.adapt(0)
  expect(limit.status().limit).toBe(100)
  fill(50, 2000)
  limit.adapt(0)
  expect(limit.status().limit).toBe(40)
  fill(40, 10)
  limit.adapt(500)
  expect(limit.status().limit).toBe(32)
  for (let i = 0; i < 50; i++) limit.adapt(500)
  expect(limit.status().limit).toBe(4)
  for (let i = 0; i < 50; i++) limit.adapt(0)
  expect(limit.status()).toMatchObject({ limit: 100, atWork: 0 })
})

it('a slot is left once, however often it is told so', () => {
  const limit = createConcurrencyLimit({ most: 10 })
  const [one, other] = [limit.enter('high'), limit.enter('high')]
  one?.leave(1)
  one?.leave(null)
  expect(limit.status().atWork).toBe(1)
  other?.leave(null)
  expect(limit.status().atWork).toBe(0)
})

it('sheds when this very process has too much to do, stays up, and recovers', async () => {
  const { ask, gateway } = await startScene({
    routes,
    overload: { most: 40, least: 1, delay: 50, every: 50 },
  })
  const busy = setInterval(() => {
    const end = Date.now() + 150
    while (Date.now() < end);
  }, 10)
  try {
    await waitUntil(() => gateway.status().limit === 1)
  } finally {
    clearInterval(busy)
  }
  await waitUntil(() => gateway.status().limit === 40)
  expect((await ask('/low')).status).toBe(200)
})

it('lets all in again once a load from outside is over, though clients come straight back', async () => {
  const { ask, gateway } = await startScene({
    routes,
    answer: (_request, response) => void setTimeout(() => response.end('done'), 5),
    overload: { most: 40, least: 2, every: 50 },
  })
  const counts = { served: 0, shed: 0 }
  let going = true
  const clients = Array.from({ length: 20 }, async () => {
    while (going) {
      const { status } = await ask('/normal')
      if (status === 200) counts.served++
      else if (status === 503) counts.shed++
    }
  })
  const outside = setInterval(() => {
    const end = Date.now() + 600
    while (Date.now() < end);
  }, 10)
  try {
    await waitUntil(() => gateway.status().limit < 10 && counts.shed > 20, 30_000)
    clearInterval(outside)
    await waitUntil(() => gateway.status().limit === 40, 30_000)
    Object.assign(counts, { served: 0, shed: 0 })
    await waitUntil(() => counts.served > 100, 30_000)
    expect(counts.shed).toBe(0)
  } finally {
    clearInterval(outside)
    going = false
    await Promise.all(clients)
  }
}, 100_000)

it('sends nothing but what is critical to a server that is not ready, until it is', async () => {
  const server = { ready: true }
  const { ask, gateway, events, seen } = await startScene({
    routes,
    readiness: () => server.ready,
    readinessEvery: 20,
  })
  expect((await ask('/high')).status).toBe(200)
  server.ready = false
  await waitUntil(() => !gateway.status().healthy)
  const refused = await ask('/high')
  expect([refused.status, await slugOf(refused), seen.length]).toEqual([503, 'internal-unavailable', 1])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await ask('/critical')).status).toBe(200)
  server.ready = true
  await waitUntil(() => gateway.status().healthy)
  expect((await ask('/high')).status).toBe(200)
  expect(events).toEqual([
    'The internal server takes no requests.',
    'The internal server takes requests again.',
  ])
})

it('finds out by itself when the internal server is gone', async () => {
  const { ask, gateway, internal } = await startScene({ routes, readinessEvery: 20 })
  await internal.close()
  await waitUntil(() => !gateway.status().healthy)
  expect((await ask('/normal')).status).toBe(503)
})

it('gives every slot back: of answers, refusals, failures, and clients who leave', async () => {
  const { ask, gateway, seen } = await startScene({
    routes: [...routes, { path: '/small', settings: { auth: 'none', bodyLimit: 1 } }],
    answer: ({ url, socket }, response) => {
      if (url === '/low') socket.destroy()
      else if (url !== '/high') response.end('done')
    },
  })
  const leaving = new AbortController()
  const left = ask('/high', { signal: leaving.signal }).catch(() => 'left')
  await waitUntil(() => seen.length === 1)
  leaving.abort()
  expect(await left).toBe('left')
  const statuses = [
    (await ask('/normal')).status,
    (await ask('/low')).status,
    (await ask('/closed')).status,
    (await ask('/small', { method: 'POST', body: 'xx' })).status,
    (await ask('/closed', { headers: await signer.bearer() })).status,
  ]
  expect(statuses).toEqual([200, 502, 401, 413, 200])
  await waitUntil(() => gateway.status().atWork === 0)
})

it('streams that stay open take no room', async () => {
  const { ask, gateway } = await startScene({
    routes,
    answer: (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: 1\n\n')
    },
    overload: { most: 4, every: 60_000 },
  })
  const leaving = new AbortController()
  const streams = []
  for (let i = 0; i < 10; i++) {
    streams.push(await ask('/low', { signal: leaving.signal }))
    await pause(5)
  }
  expect(streams.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(gateway.status().atWork).toBe(0)
  leaving.abort()
})
