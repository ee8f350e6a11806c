import type { Origin } from '../upstreams/origin.js'
import type { UpstreamGroup } from '../upstreams/upstream-group.js'
import type { Outcome } from './exchange.js'

/** Failures that say something about the origin. */
const itsFault: ReadonlySet<Outcome['failure']> = new Set(['connect', 'timeout', 'reset', 'protocol'])
/** With several origins these statuses count against the one that answered. */
const badGateway: ReadonlySet<number> = new Set([502, 503, 504])

export interface Verdict {
  readonly group: UpstreamGroup
  readonly failure: Outcome['failure']
  readonly status: number | null
}

/** Ends a request at an origin, for its breaker and its count of requests at work. */
export function judgeOrigin(origin: Origin, { group, failure, status }: Verdict): void {
  const answeredBadly = group.origins.length > 1 && badGateway.has(status ?? 0)
  if (failure === null && !answeredBadly) origin.breaker.succeed()
  else if (failure === null || itsFault.has(failure)) origin.breaker.fail(performance.now())
  else origin.breaker.abandon()
  origin.leave()
}
