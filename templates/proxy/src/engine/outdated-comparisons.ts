import { isDeepStrictEqual } from 'node:util'
import type { Route, StranglerConfig } from '../config/model.js'
import type { ProxyState } from '../state/state.js'

/** Routes whose comparisons tell of another new side, or of other rules, than those of the next config. */
export function outdatedByConfig(before: StranglerConfig, next: StranglerConfig): readonly string[] {
  const known = new Map(before.routes.map(route => [route.id, route]))
  const isOutdated = (route: Route) => {
    const last = known.get(route.id)
    if (last === undefined) return false
    return (
      !isDeepStrictEqual(last.compare, route.compare) ||
      !isDeepStrictEqual(last.rewrite, route.rewrite) ||
      !isDeepStrictEqual(originsOf(last, before), originsOf(route, next))
    )
  }
  return next.routes.filter(isOutdated).map(({ id }) => id)
}

/** Routes that are shadowed from now on, and were not before: a new observation begins. */
export function outdatedByMoves(before: ProxyState, current: ProxyState): readonly string[] {
  return Object.entries(current.routes)
    .filter(([id, { mode }]) => mode === 'shadow' && before.routes[id] !== undefined)
    .filter(([id]) => before.routes[id]?.mode !== 'shadow')
    .map(([id]) => id)
}

function originsOf({ new: name }: Route, { upstreams }: StranglerConfig): readonly string[] {
  return name === null ? [] : (upstreams.get(name)?.origins ?? [])
}
