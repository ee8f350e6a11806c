import type { Mode, Route } from '../config/model.js'
import type { ProxyState, RouteState } from '../state/state.js'
import { renderReason } from './render-reason.js'
import type { Verdict } from './verdict.js'

/** A route as the config declares it, before anything has happened to it. */
export function declareRoute(route: Route, now: number): RouteState {
  const share = shareOfMode(route.mode, route.share)
  return {
    mode: route.mode,
    share,
    declared: { mode: route.mode, share: route.share },
    halted: null,
    step: stepOfShare(route, share),
    since: now,
    legacyHits: 0,
    lastLegacyHit: null,
  }
}

/**
 * What a second's verdict does to a route. Returns the same object when nothing changes.
 * The share grows by one step at a time, after the step's minimum time and a verdict on that very step; it falls to
 * 0 at once, and then stays there until `resume`. After the last step it stays watched: only a person declares `new`.
 */
export function advance(state: RouteState, route: Route, verdict: Verdict, now: number): RouteState {
  const { ramp } = route
  if (state.mode !== 'canary' || ramp === null || state.halted !== null) return state
  if (verdict.since !== state.since) return state
  if (verdict.kind === 'fail') return rollback(state, verdict.reasons.map(renderReason).join('; '), now)
  const next = ramp.steps.find(step => step > state.share)
  if (next === undefined) return state
  // Nothing can be learned about a side without traffic: the first step needs no verdict.
  if (state.share > 0 && (verdict.kind !== 'pass' || now - state.since < ramp.hold * 1000)) return state
  return moveTo(state, route, { mode: 'canary', share: next }, now)
}

/**
 * A person sets the mode, the share or both; a share alone means `canary`. Giving the new side traffic
 * lifts a halt, as that is what the person asked for; a ramp goes on from the step that was set.
 */
export function shift(
  state: RouteState,
  route: Route,
  to: { readonly mode?: Mode; readonly share?: number },
  now: number,
): RouteState {
  const mode = to.mode ?? (to.share === undefined ? state.mode : 'canary')
  const share = shareOfMode(mode, to.share ?? (mode === state.mode ? state.share : 0))
  return moveTo(share > 0 ? liftHalt(state) : state, route, { mode, share }, now)
}

/** Back to the old side, for a reason that stays until a person lifts it. */
export function rollback(state: RouteState, reason: string, now: number): RouteState {
  return { ...state, mode: 'canary', share: 0, step: -1, halted: reason, since: now }
}

/** Lifts a halt: a ramp begins anew, from its first step. */
export function resume(state: RouteState, now: number): RouteState {
  return state.halted === null ? state : { ...liftHalt(state), since: now }
}

/** What the last rollback cost is told as long as it holds. */
function liftHalt({ affected: _, ...state }: RouteState): RouteState {
  return { ...state, halted: null }
}

/** Everything back to the old side; the routes keep their shares for later. */
export function kill(state: ProxyState): ProxyState {
  return state.killed ? state : { ...state, killed: true }
}

/** Ends `kill`: shares are as before, and each step is judged anew. */
export function unkill(state: ProxyState, now: number): ProxyState {
  if (!state.killed) return state
  const routes = Object.entries(state.routes).map(([id, one]) => {
    return [id, one.mode === 'canary' ? { ...one, since: now } : one] as const
  })
  return { ...state, killed: false, routes: Object.fromEntries(routes) }
}

/** Position of the last step that a share has reached; -1 before the first and without a ramp. */
export function stepOfShare(route: Route, share: number): number {
  return (route.ramp?.steps ?? []).findLastIndex(step => step <= share)
}

function moveTo(
  state: RouteState,
  route: Route,
  { mode, share }: { readonly mode: Mode; readonly share: number },
  now: number,
): RouteState {
  const moved = mode !== state.mode || share !== state.share
  return { ...state, mode, share, step: stepOfShare(route, share), since: moved ? now : state.since }
}

/** From 0 to 100 with two decimals; fixed in all modes but `canary`. */
function shareOfMode(mode: Mode, share: number): number {
  if (mode === 'new' || mode === 'retired') return 100
  if (mode !== 'canary') return 0
  return Math.min(100, Math.max(0, Math.round(share * 100) / 100))
}
