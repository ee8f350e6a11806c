import { alwaysRedacted, builtInRoute } from './defaults.js'
import type {
  Bridge,
  CompareSettings,
  Override,
  RampSettings,
  Route,
  RouteMatch,
  StickyKey,
} from './model.js'
import { deriveMatch, deriveRouteId } from './route-match.js'
import type { DefaultsInput, RouteInput } from './route-schema.js'
import { parseSticky } from './sticky-expression.js'

/** What routes fall back to when they do not say it themselves. */
export interface RouteDefaults extends DefaultsInput {
  readonly legacy: string
  readonly new: string | null
}

/** A route with everything it does not say itself: from `defaults`, or else built in. */
export function completeRoute(route: RouteInput, defaults: RouteDefaults): Route {
  const id = route.id ?? deriveRouteId(route) ?? ''
  return {
    id,
    match: requireMatch(route),
    legacy: route.legacy ?? defaults.legacy,
    new: route.new === undefined ? defaults.new : route.new,
    mode: route.mode ?? 'legacy',
    share: route.share ?? 0,
    sticky: completeSticky(route.sticky ?? defaults.sticky),
    salt: route.salt ?? id,
    override: completeOverride(route.override === undefined ? defaults.override : route.override),
    shadow: { ...builtInRoute.shadow, ...defaults.shadow, ...route.shadow },
    compare: completeCompare(route.compare, defaults.compare),
    ramp: completeRamp(route.ramp, defaults.ramp),
    timeouts: { ...builtInRoute.timeouts, ...defaults.timeouts, ...route.timeouts },
    retry: { ...builtInRoute.retry, ...defaults.retry, ...route.retry },
    rewrite: route.rewrite ? { strip: '', add: '', ...route.rewrite } : null,
    bridge: completeBridge(route.bridge, defaults.bridge),
    settings: { ...builtInRoute.settings, ...defaults.settings, ...route.settings },
  }
}

function requireMatch(route: RouteInput): RouteMatch {
  const match = deriveMatch(route)
  if (match === null) throw new Error('The schema let a route without a path pass.')
  return match
}

function completeSticky(sticky: RouteInput['sticky']): StickyKey {
  if (sticky === undefined) return { by: 'address' }
  if (typeof sticky === 'string') return parseSticky(sticky) ?? { by: 'address' }
  return sticky.by === 'header' ? { by: 'header', name: sticky.name.toLowerCase() } : sticky
}

function completeOverride(override: RouteInput['override']): Override | null {
  if (!override) return null
  const { header = null, cookie = null } = override
  return { header: header?.toLowerCase() ?? null, cookie }
}

/** Lists of one place win over the other's, but nothing takes a name off the list of what is redacted. */
function completeCompare(route: RouteInput['compare'], defaults: DefaultsInput['compare']): CompareSettings {
  const compare = { ...builtInRoute.compare, ...defaults, ...route }
  return {
    ...compare,
    headers: compare.headers.map(name => name.toLowerCase()),
    redact: [...new Set([...alwaysRedacted, ...(defaults?.redact ?? []), ...(route?.redact ?? [])])],
  }
}

function completeRamp(route: RouteInput['ramp'], defaults: DefaultsInput['ramp']): RampSettings | null {
  if (route === null || (route === undefined && !defaults)) return null
  return { ...builtInRoute.ramp, ...defaults, ...route }
}

function completeBridge(route: RouteInput['bridge'], defaults: DefaultsInput['bridge']): Bridge {
  return { ...builtInRoute.bridge, ...defaults, ...route }
}
