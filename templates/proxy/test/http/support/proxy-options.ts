import type { Limits, Route, StranglerConfig, Upstream } from '../../../src/config/model.js'
import type { ProxyOptions } from '../../../src/http/proxy-setup.js'

export interface Overrides {
  readonly limits?: Partial<Limits>
  readonly upstream?: Partial<Upstream>
  readonly route?: Partial<Route>
  readonly trusted?: readonly string[]
  readonly hosts?: readonly string[]
  readonly tls?: StranglerConfig['tls']
  readonly side?: 'legacy' | 'new'
}

/** Options of a proxy that sends everything to one upstream, named `only`. */
export function proxyOptions(origins: readonly string[], overrides: Overrides = {}): ProxyOptions {
  const route: Route = { ...anyRoute, ...overrides.route }
  const only: Upstream = { ...anyUpstream, origins, ...overrides.upstream }
  const decision = {
    route,
    side: overrides.side ?? 'legacy',
    upstream: 'only',
    reason: 'mode',
    bucket: null,
  } as const
  return {
    config: {
      limits: { ...limits, ...overrides.limits },
      trust: { proxies: overrides.trusted ?? [] },
      hosts: overrides.hosts ?? [],
      tls: overrides.tls ?? null,
      upstreams: new Map([['only', only]]),
      routes: [route],
    },
    decide: () => decision,
  }
}

const limits: Limits = { head: 16_384, body: null, headTimeout: 5_000, keepAlive: 5_000, drain: 2_000 }

const anyUpstream: Upstream = {
  name: 'only',
  origins: [],
  connections: 64,
  host: null,
  ca: null,
  serverName: null,
  resolve: 10_000,
  breaker: { failures: 1_000, pause: 1_000 },
}

const anyRoute: Route = {
  id: 'all',
  match: { methods: null, path: '/*', host: null, headers: [], cookies: [] },
  legacy: 'only',
  new: 'only',
  mode: 'legacy',
  share: 0,
  sticky: { by: 'address' },
  salt: 'all',
  override: null,
  shadow: { share: 0, methods: ['GET'], bodyLimit: 0, timeout: 1_000, concurrency: 1 },
  compare: { headers: [], ignore: [], unordered: [], tolerances: {}, noise: 0, redact: [], samples: 0 },
  ramp: null,
  timeouts: { connect: 2_000, headers: 5_000, body: 5_000, idle: 5_000 },
  retry: { attempts: 0, budget: 0 },
  rewrite: null,
  bridge: { request: [], response: [] },
  settings: {},
}
