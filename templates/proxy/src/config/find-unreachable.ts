import { complain, type PlacedComplaint } from './complaint.js'
import type { Condition, RouteMatch } from './model.js'
import { pathShape } from './path-pattern.js'
import { deriveMatch } from './route-match.js'
import type { SoundConfig } from './sound-config.js'

/** Fields that a route's match is made of. */
const matchFields = ['path', 'methods', 'host', 'headers', 'cookies'] as const

/**
 * Routes that never match, because other routes take all their requests. Only a route with the same form of path, the
 * same host and the same names of conditions, further up in the file, can do that: a wider path or host, or fewer
 * conditions, come later in the order of precedence whatever the file says. Methods may be taken by several routes
 * together.
 */
export function findUnreachable({ input, lacks }: SoundConfig): readonly PlacedComplaint[] {
  const taken = new Map<string, Map<string, number>>()
  const complaints: PlacedComplaint[] = []
  for (const [at, route] of (input.routes ?? []).entries()) {
    if (route === undefined || matchFields.some(field => lacks(['routes', at, field]))) continue
    const match = deriveMatch(route)
    if (match === null) continue
    const methods = match.methods ?? [allMethods]
    const takers = methods.map(method => findTaker(match, method, taken))
    if (takers.length > 0 && !takers.includes(undefined)) complaints.push(complainOf(at, takers))
    const own = signature(match, conditionsOf(match))
    const byMethod = taken.get(own) ?? new Map<string, number>()
    taken.set(own, byMethod)
    for (const method of methods) if (!byMethod.has(method)) byMethod.set(method, at)
  }
  return complaints
}

/** Stands for no list of methods, which is another rank than a list of them all. */
const allMethods = '*'

function complainOf(at: number, takers: readonly (number | undefined)[]): PlacedComplaint {
  const names = [...new Set(takers)].map(taker => `routes[${taker}]`).join(' and ')
  const verb = new Set(takers).size > 1 ? 'take' : 'takes'
  return complain(
    ['routes', at],
    `routes[${at}] never matches: ${names} ${verb} all its requests.`,
    'Take it out, or give it a condition that the other does not have.',
  )
}

function findTaker(
  match: RouteMatch,
  method: string,
  taken: ReadonlyMap<string, ReadonlyMap<string, number>>,
): number | undefined {
  for (const wider of widen(conditionsOf(match))) {
    const taker = taken.get(signature(match, wider))?.get(method)
    if (taker !== undefined) return taker
  }
  return undefined
}

function conditionsOf(match: RouteMatch): readonly Condition[] {
  const byName = (left: Condition, right: Condition) => (left.name < right.name ? -1 : 1)
  const named = (kind: string, conditions: readonly Condition[]) =>
    conditions.map(({ name, value }) => ({ name: `${kind}:${name}`, value }))
  return [...named('header', match.headers), ...named('cookie', match.cookies)].sort(byName)
}

function signature(match: RouteMatch, conditions: readonly Condition[]): string {
  const pairs = conditions.map(({ name, value }) => [name, value])
  return JSON.stringify([pathShape(match.path), match.host, pairs])
}

/** Beyond this many conditions only equal ones are looked for: each doubles the number of ways to widen them. */
const mostWidened = 6

/** The conditions themselves, and all ways to let some of their values be any. */
function widen(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  if (conditions.length > mostWidened) return [conditions]
  return conditions.reduce<readonly (readonly Condition[])[]>(
    (ways, condition) =>
      ways.flatMap(way =>
        condition.value === null
          ? [[...way, condition]]
          : [
              [...way, condition],
              [...way, { name: condition.name, value: null }],
            ],
      ),
    [[]],
  )
}
