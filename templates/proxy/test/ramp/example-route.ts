import type { RampSettings, Route } from '../../src/config/model.js'
import type { RouteState } from '../../src/state/state.js'

export const exampleRamp: RampSettings = {
  steps: [1, 10, 50, 100],
  minimum: 500,
  hold: 60,
  errorMargin: 0.005,
  latencyFactor: 1.2,
}

/** A complete route in mode `canary` with a ramp; parts may be given. */
export function exampleRoute(parts: Partial<Route> = {}): Route {
  return {
    id: 'orders',
    match: { methods: null, path: '/orders/*', host: null, headers: [], cookies: [] },
    legacy: 'old',
    new: 'fresh',
    mode: 'canary',
    share: 0,
    sticky: { by: 'address' },
    salt: 'orders',
    override: null,
    shadow: { share: 100, methods: ['GET'], bodyLimit: 1024, timeout: 1000, concurrency: 10 },
    compare: { headers: [], ignore: [], unordered: [], tolerances: {}, noise: 0, redact: [], samples: 10 },
    ramp: exampleRamp,
    timeouts: { connect: 1000, headers: 1000, body: 1000, idle: 1000 },
    retry: { attempts: 0, budget: 0 },
    rewrite: null,
    bridge: { request: [], response: [] },
    settings: {},
    ...parts,
  }
}

/** A route state in mode `canary` at 10 %; parts may be given. */
export function exampleState(parts: Partial<RouteState> = {}): RouteState {
  return {
    mode: 'canary',
    share: 10,
    declared: { mode: 'canary', share: 0 },
    halted: null,
    step: 1,
    since: 1_000_000,
    legacyHits: 0,
    lastLegacyHit: null,
    ...parts,
  }
}
