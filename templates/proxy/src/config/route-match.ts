import type { Condition, RouteMatch } from './model.js'
import type { RouteInput } from './route-schema.js'
import type { Partly } from './sound-config.js'

/** What requests of a route are like; null when its path is not there. */
export function deriveMatch(route: Partly<RouteInput>): RouteMatch | null {
  if (route.path === undefined) return null
  return {
    methods: route.methods?.filter(method => method !== undefined) ?? null,
    path: route.path,
    host: route.host?.toLowerCase() ?? null,
    headers: conditionsOf(route.headers).map(({ name, value }) => ({ name: name.toLowerCase(), value })),
    cookies: conditionsOf(route.cookies),
  }
}

function conditionsOf(values: Partly<RouteInput['headers']> = {}): readonly Condition[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : null,
  }))
}

/**
 * The id of a route that has none: `GET /users/:id` → `get.users._id`, `/files/*` → `all.files.__`. The order of methods
 * does not count. Different routes can come to one id; then one of them has to be given its own.
 */
export function deriveRouteId(route: Partly<RouteInput>): string | null {
  const match = deriveMatch(route)
  if (match === null) return null
  const methods = match.methods === null ? 'all' : [...new Set(match.methods)].sort().join('-').toLowerCase()
  const path = match.path.split('/').map(segment =>
    segment
      .replace(/^:/, '_')
      .replace(/^\*$/, '__')
      .replace(/[^\w.-]/g, '-'),
  )
  return methods + path.join('.')
}
