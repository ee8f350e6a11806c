import type { Trouble } from './interpret/run.js'
import { textsOf } from './interpret/texts.js'
import type { Value } from './interpret/value.js'
import { joinPaths } from './paths/join-paths.js'
import type { Framework, RegisteredRoute, Router, SourcePlace } from './router.js'

/** A route of an app with its whole path, in the words of its framework. */
export interface SourceRoute {
  readonly framework: Framework
  readonly methods: readonly string[] | null
  readonly path: string
  readonly below: boolean
  readonly place: SourcePlace
}

export interface FlatRoutes {
  readonly routes: readonly SourceRoute[]
  readonly troubles: readonly Trouble[]
}

/** Deeper than anybody mounts; ends routers that hold themselves. */
const deepest = 24

/** The routes of an app and of all that is mounted in it. */
export function flattenRoutes(app: Router): FlatRoutes {
  const routes: SourceRoute[] = []
  const troubles: Trouble[] = []
  const visit = (router: Router, outer: readonly string[], depth: number) => {
    const prefixes = extend(router, outer, router.prefix)
    if (prefixes === null) {
      troubles.push({ place: router.place, what: `the prefix of ${countRoutes(router)} could not be read` })
    }
    tellIncomplete(router.prefix, router.place, troubles)
    for (const entry of router.entries) {
      if (entry.kind === 'route') {
        const within = entry.outside ? outer : prefixes
        if (within !== null) routes.push(...routesOf(router, entry, within, troubles))
      } else if (depth < deepest && prefixes !== null) {
        const inner = extend(entry.router, prefixes, entry.path)
        if (holdsRoutes(entry.router)) tellIncomplete(entry.path, entry.place, troubles)
        if (inner !== null) visit(entry.router, inner, depth + 1)
        else if (holdsRoutes(entry.router)) {
          const what = `the path of ${countRoutes(entry.router)} could not be read`
          troubles.push({ place: entry.place, what })
        }
      }
    }
  }
  visit(app, [''], 0)
  return { routes, troubles }
}

/** Where a prefix is one of several, not all of which are known. */
function tellIncomplete(path: Value | null, place: SourcePlace, troubles: Trouble[]): void {
  if (path === null) return
  const { texts, complete } = textsOf(path)
  if (complete || texts.length === 0) return
  troubles.push({
    place,
    what: `besides ${texts.join(', ')}, the prefix may be another one, which could not be read`,
  })
}

/** Null where a path could not be read. */
function extend(
  { framework }: Router,
  prefixes: readonly string[],
  path: Value | null,
): readonly string[] | null {
  if (path === null) return prefixes
  const { texts } = textsOf(path)
  if (texts.length === 0) return null
  return prefixes.flatMap(prefix => texts.flatMap(text => joinPaths(framework, prefix, text, 'prefix')))
}

function routesOf(
  { framework }: Router,
  { methods, path, below, place }: RegisteredRoute,
  prefixes: readonly string[],
  troubles: Trouble[],
): readonly SourceRoute[] {
  const { texts, complete } = textsOf(path)
  if (!complete) troubles.push({ place, what: describeUnread(path, texts) })
  return prefixes.flatMap(prefix =>
    texts.flatMap(text =>
      joinPaths(framework, prefix, text, 'route').map(whole => ({
        framework,
        methods,
        path: whole,
        below,
        place,
      })),
    ),
  )
}

function describeUnread(path: Value, texts: readonly string[]): string {
  if (texts.length > 0)
    return `besides ${texts.join(', ')}, the path may be another one, which could not be read`
  const isPattern = path.kind === 'regexp'
  return isPattern
    ? 'the path is a regular expression, which could not be read'
    : 'the path could not be read'
}

/** `3 routes`, those of everything mounted within. */
export function countRoutes(router: Router): string {
  const count = routesWithin(router, new Set())
  return `${count} ${count === 1 ? 'route' : 'routes'}`
}

export function holdsRoutes(router: Router): boolean {
  return routesWithin(router, new Set()) > 0
}

function routesWithin(router: Router, seen: Set<Router>): number {
  if (seen.has(router)) return 0
  seen.add(router)
  return router.entries.reduce(
    (sum, entry) => sum + (entry.kind === 'route' ? 1 : routesWithin(entry.router, seen)),
    0,
  )
}

/** Whether a router is an app or holds one, and so answers requests though nothing is seen to mount it. */
export function isServed(router: Router, seen: Set<Router> = new Set()): boolean {
  if (seen.has(router)) return false
  seen.add(router)
  return router.app || router.entries.some(entry => entry.kind === 'mount' && isServed(entry.router, seen))
}
