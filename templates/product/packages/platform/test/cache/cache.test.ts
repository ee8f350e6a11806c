import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type Caches, openCaches } from '../../src/cache/index.js'
import { silent } from '../../src/database/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'

const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0
const hasRedis = process.env.REDIS_URL !== undefined || hasRedisServer
const port = 20_000 + (process.pid % 20_000)
const redisUrl = process.env.REDIS_URL ?? `redis://127.0.0.1:${port}`
const value = z.object({ n: z.number() }).nullable()
const redis = createRedisServer(port)
let test: TestDatabase
const opened: Caches[] = []

beforeAll(async () => {
  if (hasRedis && process.env.REDIS_URL === undefined) await redis.start()
  test = await openTestDatabase()
})
afterAll(async () => {
  await redis.kill()
  await test.drop()
})

describe.each(['memory', 'redis'])('a cache in %s', kind => {
  const isSkipped = kind === 'redis' && !hasRedis
  let product: string
  const open = async (ttl = 60_000, most = 100) => {
    const database = await test.database.module<object>('platform')
    const caches = openCaches({
      redisUrl: kind === 'redis' ? redisUrl : null,
      replicas: { database, url: test.database.urlOf('platform') },
      log: silent,
      product,
      most,
    })
    opened.push(caches)
    const cache = caches.open({ name: 'numbers', value, ttl })
    await vi.waitFor(async () => {
      await cache.get('warm-up', async () => ({ n: 0 }))
      expect(await cache.get('warm-up', async () => ({ n: 1 }))).toEqual({ n: 0 })
    }, 5_000)
    await sleep(500)
    return cache
  }
  beforeEach(() => {
    product = `test-${randomBytes(6).toString('hex')}`
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(caches => caches.close()))
  })
  const numbers = () => {
    let n = 0
    return { load: async () => ({ n: ++n }), loads: () => n }
  }

  it.skipIf(isSkipped)(
    'loads once, for those who ask later and at the same time, also what is nothing',
    async () => {
      const cache = await open()
      const { load, loads } = numbers()
      const slow = () => sleep(20).then(load)
      const values = await Promise.all(Array.from({ length: 10 }, () => cache.get('a', slow)))
      expect([...values, await cache.get('a', load)]).toEqual(Array(11).fill({ n: 1 }))
      await cache.get('nothing', async () => null)
      expect(await cache.get('nothing', load)).toBeNull()
      expect(loads()).toBe(1)
    },
  )

  it.skipIf(isSkipped)('keeps no failure, nor what somebody does to a value afterwards', async () => {
    const cache = await open()
    const { load } = numbers()
    await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    const mine = await cache.get('a', load)
    if (mine !== null) mine.n = 99
    expect(await cache.get('a', load)).toEqual({ n: 1 })
  })

  it.skipIf(isSkipped)('forgets after its time', async () => {
    const cache = await open(300)
    const { load } = numbers()
    await cache.get('a', load)
    await sleep(400)
    expect(await cache.get('a', load)).toEqual({ n: 2 })
  })

  it.skipIf(isSkipped)('forgets in all replicas what one of them invalidates', async () => {
    const [one, two] = [await open(), await open()]
    const { load } = numbers()
    await one.get('a', load)
    await two.get('a', load)
    await one.invalidate('a')
    const newest = await one.get('a', load)
    await vi.waitFor(
      async () => expect((await two.get('a', load))?.n).toBeGreaterThanOrEqual(newest?.n ?? 9),
      2_000,
    )
  })

  it.skipIf(isSkipped)(
    'does not keep what was loaded before an invalidation, here or in another replica',
    async () => {
      const [one, two] = [await open(), await open()]
      for (const loader of [one, two]) {
        const late = loader.get('a', () => sleep(300).then(() => ({ n: -1 })))
        await sleep(50)
        await one.invalidate('a')
        expect(await one.get('a', async () => ({ n: 5 }))).toEqual({ n: 5 })
        expect(await late).toEqual({ n: -1 })
        expect(await one.get('a', async () => ({ n: 6 }))).toEqual({ n: 5 })
        expect((await loader.get('a', async () => ({ n: 5 })))?.n).toBe(5)
        await one.invalidate('a')
        await sleep(100)
      }
    },
  )
})

describe('a cache in memory', () => {
  it('lets go of what was not asked for the longest', async () => {
    const caches = openCaches({ redisUrl: null, replicas: null, log: silent, product: 'test', most: 2 })
    const cache = caches.open({ name: 'numbers', value, ttl: 60_000 })
    for (const key of ['a', 'b', 'a', 'c']) await cache.get(key, async () => ({ n: 1 }))
    expect(await cache.get('a', async () => ({ n: 2 }))).toEqual({ n: 1 })
    expect(await cache.get('b', async () => ({ n: 2 }))).toEqual({ n: 2 })
  })
})

describe('a cache in a Redis that is away', () => {
  it('loads, and says so', async () => {
    const warn = vi.fn()
    const log = { ...silent, warn }
    const caches = openCaches({ redisUrl: 'redis://127.0.0.1:1', replicas: null, log, product: 'test' })
    const cache = caches.open({ name: 'numbers', value, ttl: 60_000 })
    expect(await cache.get('a', async () => ({ n: 1 }))).toEqual({ n: 1 })
    await cache.invalidate('a')
    expect(await cache.get('a', async () => ({ n: 2 }))).toEqual({ n: 2 })
    expect(await cache.get('a', async () => ({ n: 3 }))).toEqual({ n: 3 })
    expect(warn.mock.calls.map(([, message]) => message)).toEqual([
      'a cache does not answer; values are loaded until it does',
      'an invalidation was lost; old values stay for 60000 ms at most',
    ])
    await caches.close()
  })

  it.skipIf(!hasRedisServer)(
    'loads while it is killed, and keeps values again once it is there',
    async () => {
      const told: string[] = []
      const note = (_: object, message: string) => void told.push(message)
      const server = createRedisServer(port + 1)
      const log = { ...silent, info: note, warn: note }
      const caches = openCaches({ redisUrl: server.url, replicas: null, log, product: 'test' })
      const cache = caches.open({ name: 'numbers', value, ttl: 60_000 })
      let loads = 0
      const get = () => cache.get('a', async () => ({ n: ++loads }))
      const isKept = async () => {
        const [one, other] = [await get(), await get()]
        return one?.n === other?.n
      }
      try {
        expect(await isKept()).toBe(false)
        for (let round = 0; round < 2; round++) {
          await server.start()
          await expect.poll(isKept, { timeout: 10_000 }).toBe(true)
          await server.kill()
          expect(await isKept()).toBe(false)
        }
        const away = 'a cache does not answer; values are loaded until it does'
        const back = 'a cache answers again'
        expect(told).toEqual([away, back, away, back, away])
      } finally {
        await caches.close()
        await server.kill()
      }
    },
  )
})

/** Without a disk. */
function createRedisServer(ownPort: number) {
  let child: ChildProcess | null = null
  return {
    url: `redis://127.0.0.1:${ownPort}`,
    start: async () => {
      child = spawn('redis-server', ['--port', String(ownPort), '--save', '', '--appendonly', 'no'])
      await new Promise<void>(resolve => {
        child?.stdout?.on('data', chunk => String(chunk).includes('Ready to accept') && resolve())
      })
    },
    kill: async () => {
      if (child === null) return
      const ended = new Promise(resolve => child?.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      child = null
    },
  }
}
