import type { Decision } from '../http/exchange.js'
import { changeRoute, countLegacyHits } from '../ramp/advance-routes.js'
import type { RouteCounters } from '../ramp/progress.js'
import type { SharedState } from '../state/shared-state.js'

export interface LegacyHits {
  /** On the hot path. */
  readonly record: (decision: Decision) => void
  /** What has not been stored yet. */
  readonly pending: (route: string) => Pick<RouteCounters, 'legacyHits' | 'lastLegacyHit'>
  /** Stores what was counted. */
  readonly store: () => void
}

/** Counts requests that the old side still answers for routes that are done with it. */
export function countHits(state: SharedState, now: () => number = Date.now): LegacyHits {
  const counts = new Map<string, { hits: number; last: number }>()
  return {
    record: ({ route, side }) => {
      if (route === null || side !== 'legacy') return
      const mode = state.current.routes[route.id]?.mode
      if (mode !== 'new' && mode !== 'retired') return
      const known = counts.get(route.id)
      if (known === undefined) counts.set(route.id, { hits: 1, last: now() })
      else {
        known.hits++
        known.last = now()
      }
    },
    pending: route => {
      const known = counts.get(route)
      return { legacyHits: known?.hits ?? 0, lastLegacyHit: known?.last ?? null }
    },
    store: () => {
      if (counts.size === 0) return
      const batch = [...counts]
      counts.clear()
      void state.change(current =>
        batch.reduce(
          (next, [route, { hits, last }]) =>
            changeRoute(next, route, own => countLegacyHits(own, hits, last)),
          current,
        ),
      )
    },
  }
}
