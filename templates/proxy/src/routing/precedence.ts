import type { Route } from '../config/model.js'
import { countConditions } from './route-conditions.js'

/**
 * Which of several routes that match gets the request:
 *
 * 1. The path decides first, segment by segment from the left: a static segment before `:parameter` before `*`.
 *    `/users/me` comes before `/users/:id`, and `/:tenant/users` before `/*`.
 * 2. Of equal paths, routes with a list of methods come before those without.
 * 3. Then an exact host comes before `*.host`, the longer one of these before the shorter, and that before any host.
 * 4. Then the greater number of header and cookie conditions comes first.
 * 5. Then the order in the file.
 *
 * A path whose routes all fail their conditions is passed over: the next path that matches is tried. The path tree
 * takes care of the first rule; this function compares routes whose paths have the same form. The fifth rule needs a
 * stable sort.
 */
export function comparePrecedence(left: Route, right: Route): number {
  return (
    Number(left.match.methods === null) - Number(right.match.methods === null) ||
    hostRank(left.match.host) - hostRank(right.match.host) ||
    countConditions(right.match) - countConditions(left.match)
  )
}

/** Smaller comes first. No host name is longer than 253 characters. */
function hostRank(host: string | null): number {
  if (host === null) return 1000
  return host.startsWith('*.') ? 999 - host.length : 0
}
