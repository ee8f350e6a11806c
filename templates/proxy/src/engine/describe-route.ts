import type { Route } from '../config/model.js'
import { renderReason } from '../ramp/render-reason.js'
import type { Verdict } from '../ramp/verdict.js'
import type { RouteState } from '../state/state.js'
import type { Metrics } from '../telemetry/metrics.js'

/** What people who do not have the config before them need to know of a route. */
export function describeRoute({ id, match, ...route }: Route, { since }: RouteState, metrics: Metrics) {
  return {
    methods: match.methods,
    path: match.path,
    host: match.host,
    // Their values may be nobody's business.
    conditions: [
      ...match.headers.map(({ name }) => `header ${name}`),
      ...match.cookies.map(({ name }) => `cookie ${name}`),
    ],
    legacy: route.legacy,
    new: route.new,
    since,
    ramp: route.ramp === null ? null : { steps: route.ramp.steps, hold: route.ramp.hold },
    requests: { legacy: metrics.requestsOf(id, 'legacy'), new: metrics.requestsOf(id, 'new') },
  }
}

export function describeVerdict(verdict: Verdict | null) {
  return verdict === null ? null : { ...verdict, why: verdict.reasons.map(renderReason) }
}
