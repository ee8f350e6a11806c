import type { Condition, RouteMatch } from '../../../../templates/proxy/src/index.js'
import { barePathExpression, quoteExpression } from '../path-expression.js'

/** `envoy.config.route.v3.RouteMatch`. */
export function envoyMatch(match: RouteMatch): object {
  const headers = [
    ...(match.methods === null ? [] : [matchMethods(match.methods)]),
    ...(match.host === null ? [] : [matchHost(match.host)]),
    ...match.headers.map(matchHeader),
    ...match.cookies.map(matchCookie),
  ]
  return { ...matchPath(match.path), ...(headers.length === 0 ? {} : { headers }) }
}

/** Without the query, as it was sent. */
function matchPath(path: string): object {
  if (/\/:|%/.test(path)) return { safe_regex: { regex: barePathExpression(path) } }
  return path.endsWith('/*') ? { prefix: path.slice(0, -1) } : { path }
}

function matchMethods(methods: readonly string[]): object {
  const [only] = methods
  if (methods.length === 1) return { name: ':method', string_match: { exact: only } }
  return { name: ':method', string_match: regex(methods.map(quoteExpression).join('|')) }
}

/** Names of hosts know no case; a port and the dot that may end a full name do not count. */
function matchHost(host: string): object {
  const name = host.startsWith('*.') ? `.+${quoteExpression(host.slice(1))}` : quoteExpression(host)
  return { name: ':authority', string_match: regex(`(?i)${name}\\.?(:\\d*)?`) }
}

function matchHeader({ name, value }: Condition): object {
  if (value === null) return { name, present_match: true }
  return { name, string_match: value === '' ? regex('') : { exact: value } }
}

/** Envoy has the cookies of all lines in one text, with `;` between them. */
function matchCookie({ name, value }: Condition): object {
  const wanted = value === null ? '[^;]*' : `[ \\t]*${quoteExpression(value)}[ \\t]*`
  const expression = `(.*;)?[ \\t]*${quoteExpression(name)}[ \\t]*=${wanted}(;.*)?`
  return { name: 'cookie', string_match: regex(expression) }
}

function regex(text: string): object {
  return { safe_regex: { regex: text } }
}
