import type { RateLimiter } from './rate-limiter.js'

export interface MemoryLimiterOptions {
  /** Buckets kept; beyond it those that were used the longest ago are forgotten, and are full again. */
  readonly most?: number
  readonly now?: () => number
}

interface Bucket {
  remaining: number
  at: number
}

/** Buckets in the memory of this process. */
export function createMemoryLimiter({
  most = 50_000,
  now = Date.now,
}: MemoryLimiterOptions = {}): RateLimiter {
  const buckets = new Map<string, Bucket>()
  const forgetOldest = () => {
    for (const key of buckets.keys()) {
      if (buckets.size <= most) return
      buckets.delete(key)
    }
  }
  return {
    take: (key, { burst, perMinute }) => {
      const time = now()
      const bucket = buckets.get(key) ?? { remaining: burst, at: time }
      // Last in the map: used most recently.
      buckets.delete(key)
      buckets.set(key, bucket)
      if (buckets.size > most) forgetOldest()
      const gained = (Math.max(0, time - bucket.at) / 60_000) * perMinute
      bucket.remaining = Math.min(burst, bucket.remaining + gained)
      bucket.at = time
      const allowed = bucket.remaining >= 1
      if (allowed) bucket.remaining -= 1
      return { allowed, remaining: bucket.remaining }
    },
    close: async () => undefined,
  }
}
