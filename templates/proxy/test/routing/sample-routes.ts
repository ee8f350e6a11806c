import type { Route } from '../../src/config/model.js'
import { parseConfig } from '../../src/config/parse-config.js'
import type { RequestHead } from '../../src/http/exchange.js'

/** Routes as a config would give them; those without an id are called r0, r1 … by their place. */
export function sampleRoutes(routes: readonly object[]): readonly Route[] {
  const upstreams = { legacy: 'http://127.0.0.1:3000', new: 'http://127.0.0.1:4000' }
  const named = routes.map((route, at) => ({ id: `r${at}`, ...route }))
  const result = parseConfig(JSON.stringify({ upstreams, routes: named }))
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems))
  return result.config.routes
}

export function sampleRoute(route: object = {}): Route {
  const [only] = sampleRoutes([{ path: '/', ...route }])
  if (only === undefined) throw new Error('no route')
  return only
}

/** The head of `GET /` for example.org, but for what is given. */
export function sampleHead(parts: Partial<RequestHead> = {}): RequestHead {
  return { method: 'GET', url: '/', host: 'example.org', rawHeaders: [], address: '192.0.2.1', ...parts }
}
