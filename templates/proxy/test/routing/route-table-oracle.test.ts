import { expect, it } from 'vitest'
import type { Condition, Route } from '../../src/config/model.js'
import { parseConfig } from '../../src/config/parse-config.js'
import type { RequestHead } from '../../src/http/exchange.js'
import { createRouteTable } from '../../src/routing/route-table.js'
import { createRandom } from './random.js'
import { sampleHead } from './sample-routes.js'

// A second, slow account of what matches and what comes first, to hold the table against.

function matchesPath(pattern: string, path: string): boolean {
  const source = pattern.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+').replace(/\*$/, '.*')
  return new RegExp(`^${source}$`, 's').test(path)
}

/** Sorts as the path rule says: the first segment that differs in kind decides. */
const pathRank = (route: Route): string =>
  route.match.path.replace(/[^/]+/g, segment => (segment === '*' ? '2' : segment.startsWith(':') ? '1' : '0'))

function specificity(route: Route): readonly (string | number)[] {
  const { methods, host, headers, cookies } = route.match
  const hostRank = host === null ? 'z' : host.startsWith('*') ? `y${999 - host.length}` : 'x'
  return [pathRank(route), methods ? 0 : 1, hostRank, 9 - headers.length - cookies.length]
}

function hasCondition({ name, value }: Condition, pairs: readonly (readonly [string, string])[]): boolean {
  return pairs.some(([sent, got]) => sent === name && (value === null || got === value))
}

function matches(
  { match }: Route,
  head: RequestHead,
  cookies: readonly (readonly [string, string])[],
): boolean {
  const headers = head.rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name.toLowerCase(), head.rawHeaders[at + 1] ?? ''] as const] : [],
  )
  const suffix = match.host?.startsWith('*') ? match.host.slice(1) : null
  return (
    matchesPath(match.path, head.url) &&
    (match.methods === null || match.methods.includes(head.method)) &&
    (match.host === null || (suffix === null ? head.host === match.host : head.host.endsWith(suffix))) &&
    match.headers.every(condition => hasCondition(condition, headers)) &&
    match.cookies.every(condition => hasCondition(condition, cookies))
  )
}

function chooseSlowly(
  routes: readonly Route[],
  head: RequestHead,
  cookies: readonly (readonly [string, string])[],
) {
  const fitting = routes.filter(route => matches(route, head, cookies))
  const order = (left: Route, right: Route) => {
    const [first, second] = [specificity(left), specificity(right)]
    for (const [at, value] of first.entries()) {
      const other = second[at] ?? ''
      if (value !== other) return value < other ? -1 : 1
    }
    return 0
  }
  return fitting.sort(order)[0] ?? null
}

it('a table gives what going through all routes one by one gives', () => {
  const { below, pick } = createRandom(11)
  const path = (parts: readonly string[]) =>
    `/${Array.from({ length: 1 + below(3) }, () => pick(parts)).join('/')}`
  const maybe = <T>(value: T): T | undefined => (below(3) === 0 ? value : undefined)
  let found = 0
  let passedOver = 0
  for (let round = 0; round < 300; round++) {
    const routes = Array.from({ length: 1 + below(25) }, (_, at) => ({
      id: `r${at}`,
      path: path(['a', 'b', ':x', '']) + pick(['', '', '/*']),
      methods: maybe([pick(['GET', 'PUT'])]),
      host: maybe(pick(['a.b.org', '*.b.org', '*.org'])),
      headers: maybe({ 'x-h': pick(['1', '2', true]) }),
      cookies: maybe({ c: pick(['1', true]) }),
    }))
    const result = parseConfig(JSON.stringify({ upstreams: { legacy: 'http://a' }, routes }))
    const unreachable =
      result.kind === 'problems'
        ? result.problems.map(problem => {
            expect(problem.message).toContain('never matches')
            return problem.path[1]
          })
        : []
    const sound = parseConfig(
      JSON.stringify({
        upstreams: { legacy: 'http://a' },
        routes: routes.filter((_, at) => !unreachable.includes(at)),
      }),
    )
    if (sound.kind === 'problems') throw new Error(JSON.stringify(sound.problems))
    const table = createRouteTable(sound.config.routes)
    for (let request = 0; request < 40; request++) {
      const cookies = below(2) === 0 ? [['c', pick(['1', '2'])] as const] : []
      const head = sampleHead({
        method: pick(['GET', 'PUT', 'POST']),
        url: path(['a', 'b', 'c', '']),
        host: pick(['a.b.org', 'c.b.org', 'b.org', 'x']),
        rawHeaders: [
          ...(below(2) === 0 ? ['X-H', pick(['1', '2', '3'])] : []),
          ...cookies.flatMap(([name, value]) => ['Cookie', `${name}=${value}`]),
        ],
      })
      const expected = chooseSlowly(sound.config.routes, head, cookies)
      expect(table.match(head)?.id ?? null, `${head.url} of ${JSON.stringify(routes)}`).toBe(
        expected?.id ?? null,
      )
      const candidates = table.candidates(head)
      expect(candidates.map(route => route.id).sort()).toEqual(
        sound.config.routes
          .filter(route => matchesPath(route.match.path, head.url))
          .map(route => route.id)
          .sort(),
      )
      if (expected !== null) found++
      if (expected !== null && candidates[0] !== expected) passedOver++
    }
  }
  expect(found).toBeGreaterThan(2000)
  expect(passedOver).toBeGreaterThan(500)
})
