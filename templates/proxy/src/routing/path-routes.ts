import type { Route } from '../config/model.js'
import type { RequestHead } from '../http/exchange.js'
import { comparePrecedence } from './precedence.js'
import { hostName } from './request-values.js'
import { fitsConditions, isUnconditional } from './route-conditions.js'

/** The routes whose paths have the same form. */
export interface PathRoutes {
  /** The first route when it takes every request: then nothing else has to be looked at. */
  readonly always: Route | null
  /** In order of precedence. */
  readonly routes: readonly Route[]
  /** The same routes, those with lists of methods first. */
  readonly tiers: readonly HostTier[]
}

/** Routes by the host they ask for, so that thousands of hosts cost no more than one. */
interface HostTier {
  /** Keys are hosts, or `.example.org` for subdomains. */
  readonly byHost: ReadonlyMap<string, readonly Route[]>
  readonly anyHost: readonly Route[]
}

export function createPathRoutes(unordered: readonly Route[]): PathRoutes {
  const routes = [...unordered].sort(comparePrecedence)
  const first = routes[0]
  if (first !== undefined && isUnconditional(first.match)) return { always: first, routes, tiers: [] }
  const tiers = [
    routes.filter(route => route.match.methods !== null),
    routes.filter(route => route.match.methods === null),
  ]
  return { always: null, routes, tiers: tiers.filter(tier => tier.length > 0).map(createTier) }
}

function createTier(routes: readonly Route[]): HostTier {
  const byHost = new Map<string, Route[]>()
  for (const route of routes) {
    if (route.match.host === null) continue
    const key = route.match.host.replace(/^\*/, '')
    const sameHost = byHost.get(key)
    if (sameHost) sameHost.push(route)
    else byHost.set(key, [route])
  }
  return { byHost, anyHost: routes.filter(route => route.match.host === null) }
}

/** The route of this path that a request gets; null when it fails the conditions of all. */
export function chooseRoute(paths: PathRoutes, head: RequestHead): Route | null {
  if (paths.always !== null) return paths.always
  for (const tier of paths.tiers) {
    const route =
      (tier.byHost.size > 0 ? chooseByHost(tier, head) : null) ?? firstThatFits(tier.anyHost, head)
    if (route !== null) return route
  }
  return null
}

function chooseByHost(tier: HostTier, head: RequestHead): Route | null {
  const host = hostName(head)
  const exact = firstThatFits(tier.byHost.get(host), head)
  if (exact !== null) return exact
  for (let dot = host.indexOf('.', 1); dot !== -1; dot = host.indexOf('.', dot + 1)) {
    const route = firstThatFits(tier.byHost.get(host.slice(dot)), head)
    if (route !== null) return route
  }
  return null
}

function firstThatFits(routes: readonly Route[] | undefined, head: RequestHead): Route | null {
  if (routes === undefined) return null
  for (const route of routes) if (fitsConditions(route.match, head)) return route
  return null
}
