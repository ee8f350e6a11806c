import type { RetrySettings } from '../config/model.js'
import type { RetryBudget } from '../upstreams/retry-budget.js'
import type { Failure } from './failures.js'

const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/** An attempt that failed before anything of an answer had come. */
export interface FailedAttempt {
  readonly failure: Failure
  /** It was sent on a connection that had been used before. */
  readonly reused: boolean
  /** The upstream said `100 Continue` first, which undici takes for the end. */
  readonly interrupted: boolean
}

/**
 * Counts the further attempts of a request. A kept connection may be closed by the upstream just when a request is put
 * on it: such a request is sent once more whatever the settings, on a connection of its own. So is one
 * that met a `100 Continue` which nobody asked for, by a way that passes it over (RFC 9110 §15.2).
 */
export class Resending {
  count = 0
  /** The request has met a connection that was being closed. */
  metStale = false
  private metContinue = false

  constructor(private readonly method: string) {}

  /** Whether the request may be sent more than once at all. */
  get isSafe(): boolean {
    return idempotent.has(this.method)
  }

  /** Whether to send the request again; takes the attempt into account when so. */
  take(
    { failure, reused, interrupted }: FailedAttempt,
    settings: RetrySettings,
    budget: RetryBudget,
  ): boolean {
    if (!this.isSafe) return false
    if (interrupted) return this.takeContinue()
    if (failure !== 'connect' && failure !== 'reset') return false
    if (failure === 'reset' && reused && !this.metStale) this.metStale = true
    else {
      const own = this.count - Number(this.metStale) - Number(this.metContinue)
      if (own >= settings.attempts || !budget.take(settings.budget, performance.now())) return false
    }
    this.count += 1
    return true
  }

  private takeContinue(): boolean {
    if (this.metContinue) return false
    this.metContinue = true
    this.count += 1
    return true
  }
}
