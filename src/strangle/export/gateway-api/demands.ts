import type { Condition, RouteMatch } from '../../../../templates/proxy/src/index.js'

/** What requests must be like besides host and path; all of it holds together. */
export interface Demands {
  /** Null means all. */
  readonly methods: readonly string[] | null
  /** Name → value; null: any value will do. */
  readonly headers: ReadonlyMap<string, string | null>
  readonly cookies: ReadonlyMap<string, string | null>
}

export const knownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
])

/** One expression has to tell cookies in all orders: of more it would outgrow what HTTPRoutes take. */
export const mostCookies = 4

/** Null when no request can be like that. */
export function demandsOf({ methods, headers, cookies }: RouteMatch): Demands | null {
  return completeDemands({
    methods: methods?.filter(method => knownMethods.has(method)) ?? null,
    headers: joinConditions(headers),
    cookies: joinConditions(cookies),
  })
}

/** Requests that are like both; null when there are none. */
export function bothDemands(left: Demands, right: Demands): Demands | null {
  const { methods } = left
  const join = (kind: 'headers' | 'cookies') =>
    joinConditions([...left[kind], ...right[kind]].map(([name, value]) => ({ name, value })))
  return completeDemands({
    methods:
      methods === null || right.methods === null
        ? (methods ?? right.methods)
        : methods.filter(method => right.methods?.includes(method)),
    headers: join('headers'),
    cookies: join('cookies'),
  })
}

type Draft = Pick<Demands, 'methods'> & Record<'headers' | 'cookies', Demands['headers'] | null>

function completeDemands({ methods, headers, cookies }: Draft): Demands | null {
  if (methods?.length === 0 || headers === null || cookies === null) return null
  return cookies.size > mostCookies ? null : { methods, headers, cookies }
}

/** Null when they ask for two values of one name. */
function joinConditions(conditions: readonly Condition[]): ReadonlyMap<string, string | null> | null {
  const joined = new Map<string, string | null>()
  for (const { name, value } of conditions) {
    const before = joined.get(name) ?? null
    if (before !== null && value !== null && before !== value) return null
    joined.set(name, before ?? value)
  }
  return joined
}

/** Whether all requests that are like the second are like the first. */
export function includesDemands(wide: Demands, narrow: Demands): boolean {
  const covers = (kind: 'headers' | 'cookies') =>
    [...wide[kind]].every(
      ([name, value]) => narrow[kind].has(name) && (value === null || narrow[kind].get(name) === value),
    )
  const { methods } = wide
  if (methods !== null && narrow.methods?.every(method => methods.includes(method)) !== true) return false
  return covers('headers') && covers('cookies')
}

/** Positive where a request that is like both goes by the first: of equal paths, methods count, then headers. */
export function compareRank(left: Demands, right: Demands): number {
  const byMethod = Number(left.methods !== null) - Number(right.methods !== null)
  return byMethod || countHeaders(left) - countHeaders(right)
}

/** All cookies are one header. */
function countHeaders({ headers, cookies }: Demands): number {
  return headers.size + Math.min(1, cookies.size)
}
