import type { Mode, Override, Route, Side } from '../config/model.js'
import type { Decision, Reason, RequestHead } from '../http/exchange.js'
import { bucketOf, isInShare } from './bucket.js'
import { cookieValues, headerValues } from './request-values.js'
import { keyOf } from './sticky-key.js'

/** How a route stands now, whatever its config declared. */
export interface Standing {
  readonly mode: Mode
  /** Percent, with two decimals. */
  readonly share: number
  /** The kill switch: everything to the old side. */
  readonly killed: boolean
  /** Why the ramp was stopped; null when it was not. A stopped canary goes to the old side. */
  readonly halted: string | null
}

/** Which side answers a request. The kill switch comes first, then a tester's own choice, then the route's mode. */
export function chooseSide(route: Route, standing: Standing, head: RequestHead): Decision {
  if (standing.killed) return decide(route, 'legacy', 'killed')
  const chosen = route.override && readOverride(route.override, head)
  if (chosen !== null && (chosen === 'legacy' || route.new !== null)) return decide(route, chosen, 'override')
  switch (standing.mode) {
    case 'legacy':
    case 'shadow':
      return decide(route, 'legacy', 'mode')
    case 'new':
    case 'retired':
      return decide(route, 'new', 'mode')
    case 'canary':
      return standing.halted === null
        ? decideByShare(route, standing.share, head)
        : decide(route, 'legacy', 'halted')
  }
}

function decideByShare(route: Route, share: number, head: RequestHead): Decision {
  const bucket = bucketOf(route.salt, keyOf(route, head))
  return decide(route, isInShare(bucket, share) ? 'new' : 'legacy', 'share', bucket)
}

/** A route without a new side has everything answered by the old one. */
function decide(route: Route, wanted: Side, reason: Reason, bucket: number | null = null): Decision {
  if (wanted === 'new' && route.new !== null)
    return { route, side: 'new', upstream: route.new, reason, bucket }
  return { route, side: 'legacy', upstream: route.legacy, reason, bucket }
}

/** The header counts before the cookie; values other than the names of the sides choose nothing. */
function readOverride(override: Override, head: RequestHead): Side | null {
  const values = [
    ...(override.header === null ? [] : headerValues(head, override.header)),
    ...(override.cookie === null ? [] : cookieValues(head, override.cookie)),
  ]
  return values.find(value => value === 'legacy' || value === 'new') ?? null
}
