import type { Route } from '../config/model.js'
import type { ProxyState, RouteState } from '../state/state.js'
import { declareRoute, stepOfShare } from './ramp-controller.js'

/** Milliseconds that the state of a route is kept after the config has ceased to have it: 30 days. */
export const keepMissing = 30 * 24 * 3_600_000

/**
 * Brings a stored state and a config together. New routes start as declared. A route whose declaration is not the one
 * that the state was based on starts as declared, too, halted or not: the config is the later word. All others
 * stay where they were. Returns the same object when nothing changes.
 */
export function reconcile(routes: readonly Route[], state: ProxyState, now: number): ProxyState {
  const known = new Set(routes.map(route => route.id))
  const next = Object.fromEntries([
    ...Object.entries(state.routes)
      .filter(([id, stored]) => !known.has(id) && !isForgotten(stored, now))
      .map(([id, stored]) => [id, { ...stored, missingSince: stored.missingSince ?? now }] as const),
    ...routes.map(route => [route.id, reconcileRoute(route, ownState(state, route.id), now)] as const),
  ])
  return sameRoutes(next, state.routes) ? state : { ...state, routes: next }
}

function reconcileRoute(route: Route, stored: RouteState | null, now: number): RouteState {
  const fresh = declareRoute(route, now)
  if (stored === null) return fresh
  const { declared, legacyHits, lastLegacyHit } = stored
  const redeclared = declared.mode !== route.mode || declared.share !== route.share
  if (redeclared || (route.new === null && stored.mode !== 'legacy')) {
    return { ...fresh, legacyHits, lastLegacyHit }
  }
  const { missingSince, ...kept } = stored
  const step = stepOfShare(route, stored.share)
  if (step === stored.step && missingSince === undefined) return stored
  // While the route was missing nothing was measured: its step begins anew.
  return { ...kept, step, since: missingSince === undefined ? stored.since : now }
}

/** Not what `Object.prototype` happens to have under that name. */
function ownState(state: ProxyState, id: string): RouteState | null {
  return Object.hasOwn(state.routes, id) ? (state.routes[id] ?? null) : null
}

function isForgotten({ missingSince }: RouteState, now: number): boolean {
  return missingSince !== undefined && now - missingSince > keepMissing
}

function sameRoutes(
  a: Readonly<Record<string, RouteState>>,
  b: Readonly<Record<string, RouteState>>,
): boolean {
  const ids = Object.keys(a)
  return ids.length === Object.keys(b).length && ids.every(id => a[id] === b[id] || unmoved(a[id], b[id]))
}

/** Missing before and still missing. */
function unmoved(a: RouteState | undefined, b: RouteState | undefined): boolean {
  return a?.missingSince !== undefined && a.missingSince === b?.missingSince
}
