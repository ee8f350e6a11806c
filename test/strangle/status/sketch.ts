import { type ProxyStatus, parseStatus, type RouteStatus } from '../../../src/strangle/status/proxy-status.js'

export const now = Date.UTC(2026, 10, 23, 5, 36)
export const minutesAgo = (count: number): number => now - count * 60_000

/** A route as the status tells it, with what a test is about. */
export function sketchRoute(more: Partial<RouteStatus> = {}): RouteStatus {
  return {
    route: 'orders',
    mode: 'legacy',
    share: 0,
    halted: null,
    legacyHits: 0,
    lastLegacyHit: null,
    safeToDelete: false,
    obstacle: 'the route is in mode legacy',
    differenceRate: null,
    methods: ['GET'],
    path: '/orders/:id',
    host: null,
    conditions: [],
    legacy: 'legacy',
    new: 'new',
    since: minutesAgo(90),
    ramp: null,
    requests: { legacy: 0, new: 0 },
    verdict: null,
    copies: { new: { sent: 0, dropped: {} } },
    compared: null,
    ...more,
  }
}

export function sketchStatus(
  routes: readonly Partial<RouteStatus>[],
  more: Partial<ProxyStatus> = {},
): ProxyStatus {
  return parseStatus(
    { at: now, killed: false, unrouted: 0, upstreams: [], routes: routes.map(sketchRoute), ...more },
    now,
  )
}

export const comparedAs = (equal: number, different: number, patterns: readonly string[] = []) => ({
  differenceRate: different / (equal + different),
  compared: {
    equal,
    different,
    notComparable: 0,
    paths: patterns.map(pattern => ({ pattern, count: different, verdict: 'real' })),
    omittedPaths: 0,
  },
})

/** One route of each kind that there is to tell of. */
export const everyKind = sketchStatus(
  [
    { route: 'legal', new: null, methods: null, path: '/legal/*' },
    { route: 'prices', mode: 'shadow', ...comparedAs(900, 100, ['/total', '/at']) },
    {
      route: 'orders',
      mode: 'canary',
      share: 25,
      ramp: { steps: [5, 25, 50, 100], hold: 3600 },
      requests: { legacy: 750, new: 250 },
      verdict: { kind: 'hold', why: ['new side has 250 of 500 requests'] },
    },
    {
      route: 'payments',
      mode: 'canary',
      halted: 'totals are wrong',
      since: minutesAgo(30),
      obstacle: 'the route has been halted',
    },
    { route: 'search', mode: 'new', share: 100, legacyHits: 3, lastLegacyHit: minutesAgo(5) },
    { route: 'users', mode: 'retired', share: 100, safeToDelete: true, obstacle: null },
  ],
  { unrouted: 1000 },
)
