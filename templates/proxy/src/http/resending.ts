import type { RetrySettings } from '../config/model.js'
import type { RetryBudget } from '../upstreams/retry-budget.js'
import type { Failure } from './failures.js'

const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/** An attempt that failed before anything of an answer had come. */
export interface FailedAttempt {
  readonly failure: Failure
  /** It was sent on a connection that had been used before. */
  readonly reused: boolean
}

/**
 * Counts the further attempts of a request. A kept connection may be closed by the upstream just when a request is put
 * on it: such a request is sent once more whatever the settings, on a connection of its own.
 */
export class Resending {
  count = 0
  /** The request has met a connection that was being closed. */
  metStale = false

  constructor(private readonly method: string) {}

  /** Whether to send the request again; takes the attempt into account when so. */
  take({ failure, reused }: FailedAttempt, settings: RetrySettings, budget: RetryBudget): boolean {
    if (!idempotent.has(this.method) || (failure !== 'connect' && failure !== 'reset')) return false
    if (failure === 'reset' && reused && !this.metStale) this.metStale = true
    else {
      const own = this.metStale ? this.count - 1 : this.count
      if (own >= settings.attempts || !budget.take(settings.budget, performance.now())) return false
    }
    this.count += 1
    return true
  }
}
