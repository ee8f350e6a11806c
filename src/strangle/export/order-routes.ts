import { comparePrecedence, type Route } from '../../../templates/proxy/src/index.js'
import { pathForm } from './path-form.js'

/**
 * Routes in an order in which the first one that fits is the one that the proxy would choose, for engines that try their
 * rules one by one: of two paths that overlap, the one that is more exact from the left comes first.
 */
export function orderRoutes(routes: readonly Route[]): readonly Route[] {
  return [...routes].sort(
    (left, right) =>
      compareText(pathForm(left.match.path), pathForm(right.match.path)) || comparePrecedence(left, right),
  )
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
