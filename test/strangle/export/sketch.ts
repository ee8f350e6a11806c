import type { Route, StranglerConfig } from '../../../templates/proxy/src/index.js'

const route: Route = {
  id: 'route',
  match: { methods: null, path: '/*', host: null, headers: [], cookies: [] },
  legacy: 'legacy',
  new: 'new',
  mode: 'legacy',
  share: 0,
  sticky: { by: 'cookie', name: 'session' },
  salt: 'route',
  override: null,
  shadow: { share: 100, methods: ['GET'], bodyLimit: 1024, timeout: 1000, concurrency: 10 },
  compare: { headers: [], ignore: [], unordered: [], tolerances: {}, noise: 0, redact: [], samples: 10 },
  ramp: null,
  timeouts: { connect: 1000, headers: 2000, body: 2000, idle: 4000 },
  retry: { attempts: 0, budget: 0 },
  rewrite: null,
  bridge: { request: [], response: [] },
}

/** A route with everything at its default but what is given. */
export function sketchRoute(
  id: string,
  match: Partial<Route['match']> & { readonly path: string },
  more: Partial<Omit<Route, 'id' | 'match'>> = {},
): Route {
  return { ...route, salt: id, ...more, id, match: { ...route.match, ...match } }
}

/** A config with a legacy and a new upstream at two ports. */
export function sketchConfig(
  routes: readonly Route[],
  ports: { readonly listen: number; readonly legacy: number; readonly new: number },
): StranglerConfig {
  const upstream = (name: string, port: number) =>
    [
      name,
      {
        name,
        origins: [`http://127.0.0.1:${port}`],
        connections: 16,
        host: null,
        breaker: { failures: 5, pause: 1000 },
      },
    ] as const
  return {
    listen: { host: '127.0.0.1', port: ports.listen },
    tls: null,
    admin: null,
    upstreams: new Map([upstream('legacy', ports.legacy), upstream('new', ports.new)]),
    routes,
    fallback: 'legacy',
    hosts: [],
    limits: { head: 16384, body: null, headTimeout: 10_000, keepAlive: 60_000, drain: 10_000 },
    trust: { proxies: [] },
    state: { kind: 'file', file: 'strangler.state.json' },
    tracing: { share: 0, endpoint: null },
    accessLog: false,
  }
}
