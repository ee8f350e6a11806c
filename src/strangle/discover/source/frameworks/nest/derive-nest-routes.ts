import type { Run } from '../../interpret/run.js'
import { textsOf } from '../../interpret/texts.js'
import { type ClassValue, textValue, unknown, type Value } from '../../interpret/value.js'
import type { Router } from '../../router.js'
import { addRoute } from '../register.js'
import { type ControllerRoute, routesOfController } from './controller-routes.js'
import { isExcluded } from './global-prefix.js'
import { versioningOf, versionParts } from './versions.js'
import { type ModuleWalk, walkModules } from './walk-modules.js'

/**
 * Gives every app of Nest the routes of the controllers that its modules declare. Controllers that no module declares
 * belong to the one app that there is, if its modules could not all be read; else they are told and left out.
 */
export function deriveNestRoutes(run: Run): void {
  const apps = listening(run.routers.filter(({ framework }) => framework === 'nest'))
  const declared = new Set<ClassValue>()
  let complete = true
  for (const app of apps) {
    const walk = walkModules(app.settings.get('module') ?? unknown, run)
    complete &&= walk.complete
    for (const [controller, owner] of walk.controllers) {
      declared.add(controller)
      addRoutes(app, controller, owner === null ? [''] : (walk.modulePaths.get(owner) ?? ['']), run)
    }
    addGraphql(app, walk, run)
  }
  const [only] = apps
  for (const controller of run.classes) {
    if (isSeen(controller, declared)) continue
    const routes = routesOfController(controller, run)
    if (routes.length === 0) continue
    if (only !== undefined && apps.length === 1 && !complete) addRoutes(only, controller, [''], run)
    else tellUndeclared(controller, routes.length, run)
  }
}

/** Scripts make apps for their services alone; where no app is seen to listen, each may. */
function listening(apps: readonly Router[]): readonly Router[] {
  const those = apps.filter(({ settings }) => settings.has('listens'))
  return those.length === 0 ? apps : those
}

function isSeen(controller: ClassValue, declared: ReadonlySet<ClassValue>): boolean {
  return declared.has(controller) || [...declared].some(other => other.outline === controller.outline)
}

function tellUndeclared({ file, outline }: ClassValue, count: number, run: Run): void {
  const routes = `${count} ${count === 1 ? 'route' : 'routes'}`
  const what = `${outline.name ?? 'a controller'} is declared by no module of an app that could be read: ${routes} left out`
  run.troubles.push({ place: { file, line: outline.line }, what })
}

function addRoutes(app: Router, controller: ClassValue, modulePaths: readonly string[], run: Run): void {
  for (const route of routesOfController(controller, run)) {
    const { methods, place } = route
    for (const { path, outside } of pathsOf(app, route, modulePaths))
      addRoute(app, path, methods, { place, outside })
  }
}

interface NestPath {
  readonly path: Value
  readonly outside: boolean
}

/** Version, module, controller, method; the app's prefix comes in front of all unless it excludes the path. */
function pathsOf(app: Router, route: ControllerRoute, modulePaths: readonly string[]): readonly NestPath[] {
  const controllerPaths = textsOf(route.controllerPath)
  const methodPaths = textsOf(route.methodPath)
  if (!controllerPaths.complete || !methodPaths.complete) return [{ path: unknown, outside: false }]
  const versions = versionParts(versioningOf(app), route.version)
  const inner = versions.flatMap(version =>
    modulePaths.flatMap(modulePath =>
      orNone(controllerPaths.texts).flatMap(controllerPath =>
        orNone(methodPaths.texts).map(methodPath => ({
          version,
          path: [modulePath, controllerPath, methodPath].map(part => part.replace(/^\/+|\/+$/g, '')),
        })),
      ),
    ),
  )
  return inner.map(({ version, path }) => {
    const parts = path.filter(part => part !== '')
    const whole = `${version}${parts.map(part => `/${part}`).join('')}`
    return { path: textValue(whole), outside: isExcluded(app, whole, route.methods) }
  })
}

const orNone = (texts: readonly string[]) => (texts.length === 0 ? [''] : texts)

/** One path of GraphQL, outside of the app's prefix unless it says so. */
function addGraphql(app: Router, { graphql }: ModuleWalk, run: Run): void {
  for (const value of graphql) {
    if (value.kind !== 'result') continue
    const [given = unknown] = value.args
    const factory = given.kind === 'record' ? given.entries.get('useFactory') : undefined
    const call = { args: [], made: false, place: app.place }
    const options = factory === undefined ? given : run.call(factory, call)
    const entries = options.kind === 'record' ? options.entries : new Map<string, Value>()
    const [path = '/graphql'] = textsOf(entries.get('path') ?? unknown).texts
    const inside = entries.get('useGlobalPrefix')
    const prefixed = inside?.kind === 'constant' && inside.value === true
    const whole = textValue(`/${path.replace(/^\/+/, '')}`)
    addRoute(app, whole, ['GET', 'HEAD', 'POST'], { place: app.place, outside: !prefixed })
  }
}
