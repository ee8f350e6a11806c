import type { Route, StranglerConfig } from '../../../../templates/proxy/src/index.js'
import { findObstacle } from './find-obstacle.js'
import type { RuleSettings } from './http-rules.js'
import { type HttpRoute, httpRoutes } from './http-routes.js'
import { createNames } from './kubernetes-name.js'
import { listNotes } from './list-notes.js'
import { upstreamBackends } from './upstream-backends.js'

/** The route table as a cluster can have it. */
export interface ClusterTable {
  readonly httpRoutes: readonly HttpRoute[]
  /** Services, and what they need, of upstreams that are not in the cluster. */
  readonly services: readonly object[]
  readonly notes: readonly string[]
}

export function clusterTable(
  config: StranglerConfig,
  all: readonly Route[],
  insteadOf: RuleSettings['insteadOf'],
): ClusterTable {
  const routes = all.filter(route => findObstacle(route) === null)
  const nameService = createNames()
  const { upstreams } = config
  const known = new Map(
    [...upstreams.values()].map(upstream => [upstream.name, upstreamBackends(upstream, nameService)]),
  )
  const backendsOf = (upstream: string) => known.get(upstream)?.backends ?? []
  const table = httpRoutes(config, routes, { upstreams, backendsOf, insteadOf })
  const obstacles = all.flatMap(route => {
    const obstacle = findObstacle(route)
    return obstacle === null ? [] : [`${route.id} is left out: ${obstacle}.`]
  })
  return {
    httpRoutes: table.httpRoutes,
    services: [...known.values()].flatMap(({ documents }) => documents),
    notes: [
      ...obstacles,
      ...table.lost,
      ...[...known.values()].flatMap(({ notes }) => notes),
      ...listNotes(config, routes, table),
    ],
  }
}
