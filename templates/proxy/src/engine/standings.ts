import type { Route, StranglerConfig } from '../config/model.js'
import type { Decision, RequestHead } from '../http/exchange.js'
import { chooseSide, type Standing } from '../routing/choose-side.js'
import type { RouteTable } from '../routing/route-table.js'
import type { ProxyState } from '../state/state.js'

/** How routes stand now: what the state says, and what the config declares where the state is silent. */
export function standingOf(route: Route, state: ProxyState): Standing {
  const own = state.routes[route.id]
  return {
    mode: own?.mode ?? route.mode,
    share: own?.share ?? route.share,
    killed: state.killed,
    halted: own?.halted ?? null,
  }
}

/** While nobody knows what was halted before the start, a canary stays with the old side. */
export function cautiousStandingOf(route: Route, state: ProxyState): Standing {
  const standing = standingOf(route, state)
  return standing.mode === 'canary' ? { ...standing, share: 0 } : standing
}

/** Answers where requests go, under one config and one state. Built anew when either changes; cheap to ask. */
export function createDecider(
  config: Pick<StranglerConfig, 'routes' | 'fallback'>,
  table: RouteTable,
  standing: (route: Route) => Standing,
): (head: RequestHead) => Decision {
  const standings = new Map(config.routes.map(route => [route, standing(route)]))
  const unrouted: Decision = {
    route: null,
    side: 'legacy',
    upstream: config.fallback,
    reason: 'no route',
    bucket: null,
  }
  return head => {
    const route = table.match(head)
    return route === null ? unrouted : chooseSide(route, standings.get(route) as Standing, head)
  }
}
