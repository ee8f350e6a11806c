import { comparePrecedence, type Route } from '../../../templates/proxy/src/index.js'

/**
 * Routes in an order in which the first one that fits is the one that the proxy would choose, for engines that try their
 * rules one by one: of two paths that overlap, the one that is more exact from the left comes first.
 */
export function orderRoutes(routes: readonly Route[]): readonly Route[] {
  return [...routes].sort(
    (left, right) => compareText(formOf(left), formOf(right)) || comparePrecedence(left, right),
  )
}

/** Static segments before parameters before a wildcard: `/users/:id` → `01`. */
function formOf({ match }: Route): string {
  const segments = match.path.split('/').slice(1)
  return segments.map(segment => (segment === '*' ? '2' : segment.startsWith(':') ? '1' : '0')).join('')
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
