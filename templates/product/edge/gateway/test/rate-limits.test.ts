import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { PolicyRoute } from '../src/index.js'
import { networkOf } from '../src/rate-limits/limit-rates.js'
import { createMemoryLimiter } from '../src/rate-limits/memory-limiter.js'
import { createRedisLimiter } from '../src/rate-limits/redis-limiter.js'
import { startRelay } from './support/relay.js'
import { later, signer, startScene, waitUntil } from './support/scene.js'
import { findRedis } from './support/services.js'

const redisUrl = await findRedis()
const limits = { few: { burst: 3, perMinute: 6 }, many: { burst: 1000, perMinute: 6000 } }
const routes: readonly PolicyRoute[] = [
  { path: '/few', settings: { auth: 'none', rate: 'few' } },
  { path: '/many', settings: { auth: 'none', rate: 'many' } },
  { path: '/closed', settings: { rate: 'few' } },
]

type Ask = Awaited<ReturnType<typeof startScene>>['ask']

async function statuses(ask: Ask, url: string, { count = 4, headers = {} } = {}): Promise<number[]> {
  const all: number[] = []
  for (let i = 0; i < count; i++) all.push((await ask(url, { headers })).status)
  return all
}

it('answers 429 with Retry-After once a bucket is empty, and tells how full it is before', async () => {
  const { ask, seen } = await startScene({ routes, limits })
  const first = await ask('/few')
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'ratelimit-limit': '3',
    'ratelimit-remaining': '2',
    'ratelimit-reset': '10',
    'ratelimit-policy': '3;w=30',
  })
  expect(await statuses(ask, '/few', { count: 2 })).toEqual([200, 200])
  const refused = await ask('/few')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
  expect(refused.headers.get('ratelimit-remaining')).toBe('0')
  expect(await refused.json()).toMatchObject({ type: 'too-many-requests', status: 429 })
  expect(seen).toHaveLength(3)
  expect(await statuses(ask, '/many', { count: 1 })).toEqual([200])
})

it('counts each user, whatever the address, and addresses apart from users', async () => {
  const { ask } = await startScene({ routes, limits })
  const ada = await signer.bearer({ sub: 'ada' })
  const bob = await signer.bearer({ sub: 'bob' })
  expect(await statuses(ask, '/few', { headers: ada })).toEqual([200, 200, 200, 429])
  expect(await statuses(ask, '/few', { headers: bob })).toEqual([200, 200, 200, 429])
  expect(await statuses(ask, '/few')).toEqual([200, 200, 200, 429])
})

it('counts tokens that do not count', async () => {
  const { ask } = await startScene({ routes, limits })
  const headers = { authorization: 'Bearer a.b.c' }
  expect(await statuses(ask, '/closed', { headers })).toEqual([401, 401, 401, 429])
})

it('fills a bucket again in time', () => {
  let time = 0
  const limiter = createMemoryLimiter({ now: () => time })
  const take = () => limiter.take('one', limits.few)
  expect([take(), take(), take(), take()]).toMatchObject([
    { allowed: true, remaining: 2 },
    { allowed: true, remaining: 1 },
    { allowed: true, remaining: 0 },
    { allowed: false, remaining: 0 },
  ])
  time = 10_000
  expect([take(), take()]).toMatchObject([{ allowed: true }, { allowed: false }])
  time = 3_600_000
  expect(take()).toEqual({ allowed: true, remaining: 2 })
})

it('forgets the bucket that was used the longest ago when there are too many', () => {
  const limiter = createMemoryLimiter({ most: 2, now: () => 0 })
  const left = (key: string) => (limiter.take(key, limits.few) as { remaining: number }).remaining
  expect([left('a'), left('b'), left('a'), left('c'), left('a'), left('b')]).toEqual([2, 2, 1, 2, 0, 2])
})

it('takes all addresses of an IPv6 network for one', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8:1:2::6')).toBe('2001:db8:1:2::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
})

it.skipIf(redisUrl === null)('two gateways on one Redis share a limit', async () => {
  const user = randomUUID()
  const headers = await signer.bearer({ sub: user })
  const scenes = [
    await startScene({ routes, limits, redisUrl }),
    await startScene({ routes, limits, redisUrl }),
  ]
  const asked = scenes.flatMap(({ ask }) => [1, 2, 3, 4].map(() => ask('/few', { headers })))
  const answers = await Promise.all(asked)
  const passed = answers.filter(({ status }) => status === 200)
  const refused = answers.filter(({ status }) => status === 429)
  expect([passed.length, refused.length]).toEqual([3, 5])
  expect(refused.map(answer => Number(answer.headers.get('retry-after')))).toEqual([10, 10, 10, 10, 10])
})

it.skipIf(redisUrl === null)('a bucket in Redis fills in time, and goes when it is full', async () => {
  const limiter = await createRedisLimiter({ url: redisUrl ?? '', tell: () => undefined })
  later(limiter.close)
  const key = randomUUID()
  const take = async () => limiter.take(key, { burst: 2, perMinute: 600 })
  expect([await take(), await take(), await take()].map(({ allowed }) => allowed)).toEqual([
    true,
    true,
    false,
  ])
  await waitUntil(async () => (await take()).allowed, 1000)
})

it.skipIf(redisUrl === null)(
  'lets requests through while Redis is away, but no more than the limit for each gateway',
  async () => {
    const { hostname, port } = new URL(redisUrl ?? '')
    const relay = await startRelay({ host: hostname, port: Number(port) || 6379 })
    const url = `redis://127.0.0.1:${relay.port}`
    const { ask, events } = await startScene({ routes, limits, redisUrl: url })
    const headers = await signer.bearer({ sub: randomUUID() })
    expect(await statuses(ask, '/few', { headers })).toEqual([200, 200, 200, 429])
    relay.cut()
    const startedAt = Date.now()
    expect(await statuses(ask, '/few', { headers })).toEqual([200, 200, 200, 429])
    expect(Date.now() - startedAt).toBeLessThan(2000)
    expect(events).toEqual(['Redis is away: each gateway limits rates by itself.'])
    relay.mend()
    await waitUntil(async () => {
      await ask('/few', { headers })
      return events.includes('Redis is back: gateways share rate limits.')
    })
  },
)

it('starts without Redis, and limits by itself', async () => {
  const { ask, events } = await startScene({ routes, limits, redisUrl: 'redis://127.0.0.1:1' })
  expect(await statuses(ask, '/few')).toEqual([200, 200, 200, 429])
  expect(events).toEqual(['Redis is away: each gateway limits rates by itself.'])
})
