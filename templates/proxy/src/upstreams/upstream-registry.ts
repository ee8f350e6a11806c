import type { Route, Timeouts, Upstream } from '../config/model.js'
import type { ConnectionTimeouts } from './origin.js'
import { UpstreamGroup } from './upstream-group.js'

export interface UpstreamsConfig {
  readonly upstreams: ReadonlyMap<string, Upstream>
  readonly routes: readonly Route[]
}

/** Groups by the name of their upstream: the only places that a request can be sent to. */
export type UpstreamGroups = ReadonlyMap<string, UpstreamGroup>

/**
 * Groups for a config. Those of `current` whose settings stay the same are kept with their connections and breakers;
 * the others are retired.
 */
export function replaceGroups(
  current: UpstreamGroups,
  config: UpstreamsConfig,
  unrouted: Timeouts,
): UpstreamGroups {
  const timeouts = deriveTimeouts(config.routes)
  const next = new Map<string, UpstreamGroup>()
  for (const [name, upstream] of config.upstreams) {
    const wanted = timeouts.get(name) ?? unrouted
    const kept = current.get(name)
    next.set(
      name,
      kept !== undefined && isSame(kept, upstream, wanted) ? kept : new UpstreamGroup(upstream, wanted),
    )
  }
  for (const [name, group] of current) if (next.get(name) !== group) group.retire()
  return next
}

/** Connections are shared by routes: the most patient one rules connecting, the least patient one idling. */
function deriveTimeouts(routes: readonly Route[]): Map<string, ConnectionTimeouts> {
  const found = new Map<string, ConnectionTimeouts>()
  for (const route of routes) {
    for (const name of route.new === null ? [route.legacy] : [route.legacy, route.new]) {
      const known = found.get(name) ?? { connect: 0, idle: Number.POSITIVE_INFINITY }
      found.set(name, {
        connect: Math.max(known.connect, route.timeouts.connect),
        idle: Math.min(known.idle, route.timeouts.idle),
      })
    }
  }
  return found
}

function isSame(group: UpstreamGroup, upstream: Upstream, timeouts: ConnectionTimeouts): boolean {
  return (
    group.timeouts.connect === timeouts.connect &&
    group.timeouts.idle === timeouts.idle &&
    JSON.stringify(group.upstream) === JSON.stringify(upstream)
  )
}
