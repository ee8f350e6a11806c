export interface RateLimit {
  /** Takes a turn: 0 when there was one, or else milliseconds until there will be. */
  readonly take: (key: string) => number
}

/** Token buckets: `burst` turns at once, and one more each `interval` milliseconds. */
export function createRateLimit(burst: number, interval: number, now: () => number = Date.now): RateLimit {
  const buckets = new Map<string, { turns: number; at: number }>()
  return {
    take: key => {
      const time = now()
      const bucket = buckets.get(key) ?? { turns: burst, at: time }
      buckets.set(key, bucket)
      bucket.turns = Math.min(burst, bucket.turns + (time - bucket.at) / interval)
      bucket.at = time
      if (bucket.turns < 1) return (1 - bucket.turns) * interval
      bucket.turns -= 1
      return 0
    },
  }
}
