import { refuse } from '../../kernel/problem.js'
import { mergeCandidates, type RouteCandidate } from './route-candidate.js'
import { count, describeSource } from './source/describe-source.js'
import {
  countRoutes,
  type FlatRoutes,
  flattenRoutes,
  holdsRoutes,
  isServed,
  type SourceRoute,
} from './source/flatten-routes.js'
import type { Run, Trouble } from './source/interpret/run.js'
import { openProgram } from './source/open-program.js'
import { translatePath } from './source/paths/translate-path.js'
import { runProgram } from './source/run-program.js'

export interface SourceDiscovery {
  readonly candidates: readonly RouteCandidate[]
  /** What was found, and what could not be read, with its place. */
  readonly notes: readonly string[]
}

/**
 * The routes that the source code of apps of Express, Fastify, Koa and NestJS registers. Throws a UserError for a source
 * without any.
 */
export function discoverFromSource(source: string): SourceDiscovery {
  const program = openProgram(source)
  const run = runProgram(program)
  const apps = run.routers
    .filter(router => !router.mounted && isServed(router))
    .map(app => ({ ...flattenRoutes(app), place: `${program.show(app.place.file)}:${app.place.line}` }))
  const routes = everyOne(apps.flatMap(app => app.routes))
  const troubles = inOrder([...run.troubles, ...apps.flatMap(app => app.troubles), ...unmounted(run)])
  if (routes.length === 0) refuseNothing(source, program.entries.length, troubles, program.show)
  const { candidates, widened } = translate(routes)
  const notes = describeSource({
    source,
    apps: distinct(apps).filter(app => app.routes.length > 0),
    routes,
    paths: candidates.length,
    troubles,
    widened: inOrder(widened),
    show: program.show,
  })
  return { candidates, notes }
}

/** A route that is registered at one place counts once, however often that place is run. */
function everyOne(routes: readonly SourceRoute[]): readonly SourceRoute[] {
  return [...new Map(routes.map(route => [JSON.stringify(route), route])).values()]
}

/** Apps that a function makes whenever it is called, and such as differ in nothing that is told. */
function distinct<App extends FlatRoutes>(apps: readonly App[]): readonly App[] {
  const byRoutes = new Map<string, App>()
  for (const app of apps) {
    const key = JSON.stringify(app.routes)
    if (!byRoutes.has(key)) byRoutes.set(key, app)
  }
  return [...byRoutes.values()]
}

function refuseNothing(
  source: string,
  files: number,
  [first, ...others]: readonly Trouble[],
  show: (path: string) => string,
): never {
  const message =
    files === 0
      ? `${source} holds no file that imports Express, Fastify, Koa or NestJS.`
      : `${source} registers no route that could be read.`
  const hint =
    'Name the folder or the main file of an app of Express, Fastify, Koa or NestJS (tests and examples do not count), or find its routes with --openapi or --access-log.'
  if (first === undefined) return refuse('usage', message, hint)
  const { file, line } = first.place
  const more = others.length === 0 ? '' : `, and ${count(others.length, 'other place')} like it`
  return refuse('usage', `${message} What stands in the way: ${first.what}${more}.`, hint, {
    file: show(file),
    line,
    column: 1,
  })
}

/** Routers that no app holds, as far as could be read. */
function unmounted(run: Run): readonly Trouble[] {
  return run.routers
    .filter(router => !router.mounted && !isServed(router) && holdsRoutes(router))
    .map(router => ({
      place: router.place,
      what: `nothing that could be read mounts this router: ${countRoutes(router)} left out`,
    }))
}

/** By file and line, each once. */
function inOrder(troubles: readonly Trouble[]): readonly Trouble[] {
  const byText = new Map(troubles.map(trouble => [JSON.stringify(trouble), trouble]))
  return [...byText.values()].sort(
    ({ place: left }, { place: right }) =>
      (left.file < right.file ? -1 : left.file > right.file ? 1 : 0) || left.line - right.line,
  )
}

function translate(routes: readonly SourceRoute[]): {
  readonly candidates: readonly RouteCandidate[]
  readonly widened: readonly Trouble[]
} {
  const widened: Trouble[] = []
  const candidates = routes.flatMap(({ framework, methods, path, below, place }) => {
    const { patterns, wider } = translatePath(path, framework, below)
    if (wider)
      widened.push({ place, what: `${path} is written down as ${patterns.join(' and ')}, which is wider` })
    const sorted = methods === null ? null : [...methods].sort()
    return patterns.map(pattern => ({ methods: sorted, path: pattern, hits: null }))
  })
  return { candidates: mergeCandidates(candidates), widened }
}
