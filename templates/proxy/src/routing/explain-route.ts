import type { Route, StickyKey } from '../config/model.js'
import type { Decision, RequestHead } from '../http/exchange.js'
import { bucketOf } from './bucket.js'
import { chooseSide, type Standing } from './choose-side.js'
import { findFailedConditions, type RouteCondition } from './route-conditions.js'
import type { RouteTable } from './route-table.js'
import { readKey } from './sticky-key.js'

/** Why a request goes where it goes. */
export interface RouteExplanation {
  /** All routes whose path matches, in order of precedence. */
  readonly candidates: readonly Candidate[]
  /** Null when no route matches: the fallback answers. */
  readonly winner: ExplainedWinner | null
}

export type Candidate =
  | { readonly verdict: 'wins'; readonly route: Route }
  | { readonly verdict: 'fails'; readonly route: Route; readonly failed: readonly RouteCondition[] }
  /** It matches, but another one that matches comes first. */
  | { readonly verdict: 'outranked'; readonly route: Route }

export interface ExplainedWinner {
  readonly route: Route
  /** What keeps the user on one side, and where it was found: the address when it was not where the route looks. */
  readonly key: string
  readonly keyFrom: StickyKey
  /** The key's bucket, whether or not the route's mode asks for it. */
  readonly bucket: number
  readonly decision: Decision
}

/** Explains a request; routes stand as their config declares them unless told otherwise. */
export function explainRoute(
  table: RouteTable,
  head: RequestHead,
  standingOf: (route: Route) => Standing = declaredStanding,
): RouteExplanation {
  const winner = table.match(head)
  const candidates = table.candidates(head).map((route): Candidate => {
    if (route === winner) return { verdict: 'wins', route }
    const failed = findFailedConditions(route.match, head)
    return failed.length > 0 ? { verdict: 'fails', route, failed } : { verdict: 'outranked', route }
  })
  return { candidates, winner: winner && explainWinner(winner, standingOf(winner), head) }
}

function declaredStanding({ mode, share }: Route): Standing {
  return { mode, share, killed: false, halted: null }
}

function explainWinner(route: Route, standing: Standing, head: RequestHead): ExplainedWinner {
  const found = readKey(route.sticky, head)
  const key = found ?? head.address
  return {
    route,
    key,
    keyFrom: found === null ? { by: 'address' } : route.sticky,
    bucket: bucketOf(route.salt, key),
    decision: chooseSide(route, standing, head),
  }
}
