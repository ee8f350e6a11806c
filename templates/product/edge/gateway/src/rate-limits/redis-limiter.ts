import { Redis } from 'ioredis'
import { createMemoryLimiter } from './memory-limiter.js'
import type { RateClass, RateLimiter, Taken } from './rate-limiter.js'

export interface RedisLimiterOptions {
  readonly url: string
  readonly prefix?: string
  /** Told once when Redis is lost, and once when it is back. */
  readonly tell: (event: { readonly level: 'info' | 'warn'; readonly message: string }) => void
}

/** Milliseconds. */
const patience = { connect: 1000, command: 100, afterFailure: 500 }

/** One bucket, by the clock of Redis, so that all gateways agree. */
const takeScript = `
local burst, gain = tonumber(ARGV[1]), tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local bucket = redis.call('HMGET', KEYS[1], 'remaining', 'at')
local elapsed = math.max(0, now - (tonumber(bucket[2]) or now))
local remaining = math.min(burst, (tonumber(bucket[1]) or burst) + elapsed * gain)
local allowed = 0
if remaining >= 1 then
  remaining = remaining - 1
  allowed = 1
end
redis.call('HSET', KEYS[1], 'remaining', string.format('%.6f', remaining), 'at', string.format('%.3f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - remaining) / gain) + 1000)
return { allowed, string.format('%.6f', remaining) }
`

/**
 * Buckets that all gateways share. While Redis is away each gateway counts by itself, in bounded memory: requests are
 * let through rather than lost.
 */
export async function createRedisLimiter(options: RedisLimiterOptions): Promise<RateLimiter> {
  const { url, prefix = 'gateway:rate:', tell } = options
  const local = createMemoryLimiter({ most: 10_000 })
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: patience.connect,
    commandTimeout: patience.command,
    retryStrategy: attempt => Math.min(attempt * 100, 2000),
  })
  let away = false
  let pauseUntil = 0
  const note = (isAway: boolean) => {
    if (isAway === away) return
    away = isAway
    tell(
      away
        ? { level: 'warn', message: 'Redis is away: each gateway limits rates by itself.' }
        : { level: 'info', message: 'Redis is back: gateways share rate limits.' },
    )
  }
  redis.on('error', () => note(true))
  await redis.connect().catch(() => note(true))
  const takeShared = async (key: string, { burst, perMinute }: RateClass): Promise<Taken> => {
    const reply = await redis.eval(takeScript, 1, prefix + key, burst, perMinute / 60_000)
    const [allowed, remaining] = reply as [number, string]
    return { allowed: allowed === 1, remaining: Number(remaining) }
  }
  return {
    take: async (key, rate) => {
      if (Date.now() < pauseUntil) return local.take(key, rate)
      try {
        const taken = await takeShared(key, rate)
        note(false)
        return taken
      } catch {
        note(true)
        pauseUntil = Date.now() + patience.afterFailure
        return local.take(key, rate)
      }
    },
    close: async () => redis.disconnect(),
  }
}
