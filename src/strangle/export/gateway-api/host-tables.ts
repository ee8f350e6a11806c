import type { Route } from '../../../../templates/proxy/src/index.js'

/** All routes that requests to a host can get. */
export interface HostTable {
  /** `*.example.org` for subdomains that have no table of their own; null for all other hosts. */
  readonly host: string | null
  readonly routes: readonly Route[]
}

/**
 * A whole table for each host that a route asks for. HTTPRoutes look at the host before the path, our routes after it;
 * and whether a request whose host has a table of its own may fall back on a wider one is not the same everywhere.
 */
export function hostTables(routes: readonly Route[]): readonly HostTable[] {
  const hosts = new Set(routes.flatMap(({ match }) => (match.host === null ? [] : [match.host])))
  return [...[...hosts].sort(), null].map(host => ({
    host,
    routes: routes.filter(({ match }) => match.host === null || (host !== null && covers(match.host, host))),
  }))
}

function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)))
}
