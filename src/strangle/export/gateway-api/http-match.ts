import { quoteExpression } from '../path-expression.js'
import type { Demands } from './demands.js'
import type { PathMatch } from './path-groups.js'

/** `HTTPRouteMatch`es, of which one is enough: one for each method. */
export function httpMatches(path: PathMatch, { methods, headers, cookies }: Demands): readonly object[] {
  const all = [
    ...[...headers].map(([name, value]) => headerMatch(name, value)),
    ...(cookies.size === 0 ? [] : [cookieMatch([...cookies])]),
  ]
  const match = { path, ...(all.length === 0 ? {} : { headers: all }) }
  return methods === null ? [match] : methods.map(method => ({ ...match, method }))
}

function headerMatch(name: string, value: string | null): object {
  if (value === null) return { type: 'RegularExpression', name, value: '.*' }
  return value === '' ? { type: 'RegularExpression', name, value: '^$' } : { type: 'Exact', name, value }
}

type Cookie = readonly [name: string, value: string | null]

/** Of two matches on one header only the first would count, so that one has to tell all cookies, in any order. */
function cookieMatch(cookies: readonly Cookie[]): object {
  const orders = permute(cookies).map(order => `(.*;)?${order.map(cookieExpression).join(';(.*;)?')}(;.*)?`)
  return { type: 'RegularExpression', name: 'cookie', value: orders.join('|') }
}

function cookieExpression([name, value]: Cookie): string {
  const wanted = value === null ? '[^;]*' : `[ \\t]*${quoteExpression(value)}[ \\t]*`
  return `[ \\t]*${quoteExpression(name)}[ \\t]*=${wanted}`
}

function permute(cookies: readonly Cookie[]): readonly (readonly Cookie[])[] {
  if (cookies.length <= 1) return [cookies]
  return cookies.flatMap(first =>
    permute(cookies.filter(other => other !== first)).map(rest => [first, ...rest]),
  )
}
