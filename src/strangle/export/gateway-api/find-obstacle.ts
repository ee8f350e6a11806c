import { isIP } from 'node:net'
import type { Route } from '../../../../templates/proxy/src/index.js'
import { barePathExpression } from '../path-expression.js'
import { knownMethods, mostCookies } from './demands.js'

const hostName = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** Characters that HTTPRoutes take for a path or an expression. */
const longestPath = 1024

/** Why a route cannot be an HTTPRoute at all; null when it can. */
export function findObstacle({ match }: Route): string | null {
  const { host, methods, path, headers, cookies } = match
  if (host !== null && (!hostName.test(host) || isIP(host) !== 0)) return `its host is no DNS name`
  if (methods?.every(method => !knownMethods.has(method))) return 'HTTPRoutes do not know its methods'
  if (barePathExpression(path).length > longestPath) return 'its path is too long'
  if (headers.some(({ name }) => name === 'cookie')) return 'it asks for all of the Cookie header'
  // One more may come with an override.
  return cookies.length >= mostCookies ? 'it asks for too many cookies' : null
}
