import type { Upstream } from '../config/model.js'
import { type ConnectionTimeouts, Origin } from './origin.js'
import { RetryBudget } from './retry-budget.js'

/** The origins of one upstream, which share its load. */
export class UpstreamGroup {
  readonly origins: readonly Origin[]
  readonly retries = new RetryBudget()
  /** Lower case names by which the upstream may call itself in answers: `host:port` or `host`. */
  readonly authorities: readonly string[]
  private turn = 0

  constructor(
    readonly upstream: Upstream,
    readonly timeouts: ConnectionTimeouts,
  ) {
    this.origins = upstream.origins.map(url => new Origin(url, upstream, timeouts))
    const own = upstream.host === null ? [] : [upstream.host.toLowerCase()]
    this.authorities = [...new Set([...own, ...this.origins.map(origin => origin.authority)])]
  }

  /** The least busy origin whose breaker lets a request through, in turns among equals; null when none does. */
  pick(now: number): Origin | null {
    const { origins } = this
    const only = origins.length === 1 ? origins[0] : undefined
    if (only !== undefined) return only.breaker.allows(now) ? only : null
    let best: Origin | null = null
    this.turn += 1
    for (let i = 0; i < origins.length; i += 1) {
      const origin = origins[(i + this.turn) % origins.length]
      if (origin === undefined || !origin.breaker.allows(now)) continue
      if (best === null || origin.busy < best.busy) best = origin
    }
    return best
  }

  /** Whether at least one origin would take a request now. */
  available(now: number): boolean {
    return this.origins.some(origin => origin.breaker.allows(now))
  }

  retire(): void {
    for (const origin of this.origins) origin.retire()
  }

  destroy(): void {
    for (const origin of this.origins) origin.destroy()
  }
}
