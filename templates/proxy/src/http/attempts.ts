import type { RetrySettings } from '../config/model.js'
import type { Origin } from '../upstreams/origin.js'
import type { UpstreamGroup } from '../upstreams/upstream-group.js'
import type { Outcome } from './exchange.js'
import { classifyFailure, isUnaskedContinue, type UpstreamFailure } from './failures.js'
import { judgeOrigin } from './origin-judging.js'
import { Resending } from './resending.js'

/** The attempts to have one request answered by an upstream: who is asked, how it goes, and whether there is another. */
export class Attempts {
  readonly resending: Resending
  group: UpstreamGroup | null = null
  /** The one that is asked; null between two attempts. */
  origin: Origin | null = null
  private abortCurrent: ((error?: Error) => void) | null = null
  private sent = false
  private reused = false

  constructor(method: string) {
    this.resending = new Resending(method)
  }

  /** Null when no origin may be asked. */
  begin(group: UpstreamGroup): Origin | null {
    const origin = group.pick(performance.now())
    this.origin = origin
    this.sent = false
    this.abortCurrent = null
    origin?.enter()
    return origin
  }

  noteStart(abort: (error?: Error) => void): void {
    this.abortCurrent = abort
  }

  /** The connection stands; `reused`: it has carried requests before. */
  noteSocket(reused: boolean): void {
    this.sent = true
    this.reused = reused
  }

  abort(error?: Error): void {
    this.abortCurrent?.(error)
  }

  /** What has gone wrong with the one at work; null when there may be another. `retry` is null where nothing may be sent again. */
  fail(error: Error, retry: RetrySettings | null): UpstreamFailure | null {
    const { group, origin, resending, reused } = this
    if (group === null || origin === null) return null
    const failed = classifyFailure(error, this.sent)
    const interrupted = isUnaskedContinue(error)
    if (interrupted) origin.saysContinue = true
    const known = resending.metStale
    const attempt = { failure: failed.failure, reused, interrupted }
    if (retry === null || !resending.take(attempt, retry, group.retries)) return failed
    if (known === resending.metStale && !interrupted) origin.breaker.fail(performance.now())
    else origin.breaker.abandon()
    origin.leave()
    this.origin = null
    return null
  }

  /** Ends the one at work. */
  end(failure: Outcome['failure'], status: number | null): void {
    const { group, origin } = this
    if (origin !== null && group !== null) judgeOrigin(origin, { group, failure, status })
  }
}
