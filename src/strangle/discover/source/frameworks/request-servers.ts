import type { ExternalValue, ResultValue } from '../interpret/value.js'
import { nameOf } from './register.js'

/** Packages whose middleware answers requests where it is mounted. */
const servers: ReadonlySet<string> = new Set([
  'swagger-ui-express',
  'express-graphql',
  'graphql-http',
  '@apollo/server',
  '@as-integrations/express4',
  '@as-integrations/express5',
  '@as-integrations/koa',
  'http-proxy-middleware',
  'express-http-proxy',
  'koa-proxies',
  'koa2-swagger-ui',
  'serve-index',
  'peer',
])

/** Files, which are read only. */
const fileServers: ReadonlySet<string> = new Set([
  'express.static',
  'serve-static.',
  'koa-static.',
  'koa-static-server.',
  'koa-send.',
])

/**
 * The methods that a package's middleware answers, null for all, undefined for one that hands requests on. Servers
 * other than of files are told from middleware by a path of their own.
 */
export function servesRequests(
  value: ExternalValue | ResultValue,
  hasPath: boolean,
): readonly string[] | null | undefined {
  const { package: name, path } = value.kind === 'result' ? value.of : value
  if (fileServers.has(`${name}.${nameOf(path)}`)) return ['GET', 'HEAD']
  return hasPath && servers.has(name) ? null : undefined
}
