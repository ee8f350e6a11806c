export interface RetryPolicy {
  /** Before an event becomes a dead letter, the first one included. */
  readonly attempts: number
  /** Milliseconds to wait after the first failure; doubles with each. */
  readonly firstDelay: number
  readonly longestDelay: number
  /** Milliseconds that a handler may take. */
  readonly timeout: number
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 8,
  firstDelay: 200,
  longestDelay: 60_000,
  timeout: 20_000,
}

/** Milliseconds until the next attempt, spread so that many do not come at once. */
export function deriveDelay(policy: RetryPolicy, attempts: number): number {
  const delay = Math.min(policy.longestDelay, policy.firstDelay * 2 ** (attempts - 1))
  return Math.round(delay * (0.75 + Math.random() / 2))
}
