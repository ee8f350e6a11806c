/** A token bucket: `burst` requests at once, and `perMinute` of them in the long run. */
export interface RateClass {
  readonly burst: number
  readonly perMinute: number
}

export interface Taken {
  readonly allowed: boolean
  /** Requests that are left, with fractions. */
  readonly remaining: number
}

export interface RateLimiter {
  /** Takes one from the bucket of this key, where there is one. */
  readonly take: (key: string, rate: RateClass) => Taken | Promise<Taken>
  readonly close: () => Promise<void>
}

export const defaultRateClasses = {
  /** For what is costly or may be guessed: signing in, signing up. */
  strict: { burst: 10, perMinute: 20 },
  standard: { burst: 120, perMinute: 600 },
  relaxed: { burst: 600, perMinute: 6000 },
} as const satisfies Record<string, RateClass>

/** Milliseconds until a bucket with `remaining` has `wanted`. */
export function waitFor(wanted: number, { remaining }: Taken, { perMinute }: RateClass): number {
  return Math.max(0, ((wanted - remaining) / perMinute) * 60_000)
}
