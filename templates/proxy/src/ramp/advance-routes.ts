import type { Route } from '../config/model.js'
import type { Affected, ProxyState, RouteState } from '../state/state.js'
import { advance } from './ramp-controller.js'
import type { Verdict } from './verdict.js'

/** Applies verdicts to all their routes. Nothing moves while everything is killed. */
export function advanceRoutes(
  state: ProxyState,
  routes: readonly Route[],
  verdicts: ReadonlyMap<string, Verdict>,
  now: number,
): ProxyState {
  if (state.killed) return state
  return routes.reduce((current, route) => {
    const verdict = verdicts.get(route.id)
    if (verdict === undefined) return current
    return changeRoute(current, route.id, one => advance(one, route, verdict, now))
  }, state)
}

/** The state with one route changed; the same object when that changes nothing or the route is unknown. */
export function changeRoute(
  state: ProxyState,
  id: string,
  change: (route: RouteState) => RouteState,
): ProxyState {
  const before = Object.hasOwn(state.routes, id) ? state.routes[id] : undefined
  if (before === undefined) return state
  const after = change(before)
  return after === before ? state : { ...state, routes: { ...state.routes, [id]: after } }
}

/** Adds what an instance saw of rollbacks: at once, and once more for what was under way. A route that goes on has none. */
export function countAffected(state: ProxyState, seen: ReadonlyMap<string, Affected>): ProxyState {
  return [...seen].reduce(
    (current, [id, { requests, failed }]) =>
      changeRoute(current, id, one => {
        if (one.halted === null || requests === 0) return one
        const { affected = { requests: 0, failed: 0 } } = one
        return {
          ...one,
          affected: { requests: affected.requests + requests, failed: affected.failed + failed },
        }
      }),
    state,
  )
}

/** Adds what was counted of the old side since the last time: `hits` only where a route is retired or new. */
export function countLegacyHits(state: RouteState, hits: number, last: number | null): RouteState {
  const lastLegacyHit = Math.max(state.lastLegacyHit ?? 0, last ?? 0) || null
  if (hits === 0 && lastLegacyHit === state.lastLegacyHit) return state
  return { ...state, legacyHits: state.legacyHits + hits, lastLegacyHit }
}
