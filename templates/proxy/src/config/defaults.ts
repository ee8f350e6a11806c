import type { DefaultsInput } from './route-schema.js'

/** What holds where a config says nothing. */
export const builtIn = {
  listen: { host: '127.0.0.1', port: 8080 },
  admin: { host: '127.0.0.1', port: 8081, tokenVariable: 'STRANGLER_ADMIN_TOKEN' },
  upstream: { connections: 128, host: null, ca: null, serverName: null, resolve: 10_000 },
  breaker: { failures: 5, pause: 5000 },
  limits: { head: 16_384, body: null, headTimeout: 10_000, keepAlive: 75_000, drain: 10_000 },
  trust: { proxies: [] },
  state: { kind: 'file', file: 'strangler.state.json' },
  stateName: 'default',
  tracing: { share: 1, endpoint: null },
} as const

/** What holds where neither a route nor `defaults` says anything. */
export const builtInRoute = {
  override: { header: null, cookie: null },
  shadow: {
    share: 100,
    methods: ['GET', 'HEAD', 'OPTIONS'],
    bodyLimit: 1_048_576,
    timeout: 5000,
    concurrency: 50,
  },
  compare: { headers: [], ignore: [], unordered: [], tolerances: {}, noise: 1, samples: 50 },
  ramp: { steps: [1, 5, 25, 50, 100], minimum: 500, hold: 300, errorMargin: 0.005, latencyFactor: 1.2 },
  /** Upstreams close idle connections too, Node after 5 s: the proxy has to be first, or requests are lost. */
  timeouts: { connect: 2000, headers: 30_000, body: 30_000, idle: 4000 },
  retry: { attempts: 0, budget: 10 },
  bridge: { request: [], response: [] },
  settings: {},
} as const satisfies Partial<Record<keyof DefaultsInput, unknown>>

/** Values of these names are never stored, whatever a config adds. */
export const alwaysRedacted: readonly string[] = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'password',
  'secret',
  'token',
  'access_token',
  'refresh_token',
  'id_token',
]
