import type { Run } from '../../interpret/run.js'
import { textsOf } from '../../interpret/texts.js'
import { type ClassValue, textValue, unknown, type Value } from '../../interpret/value.js'
import type { Router } from '../../router.js'
import { addRoute } from '../register.js'
import { type ControllerRoute, routesOfController } from './controller-routes.js'
import { isExcluded, knowsExcluded } from './global-prefix.js'
import { versioningOf, versionParts } from './versions.js'
import { addPackageRoutes } from './package-modules.js'
import { walkModules } from './walk-modules.js'

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
    if (!knowsExcluded(app)) run.troubles.push({ place: app.place, what: notAllExcluded })
    for (const set of walk.packaged) addPackageRoutes(app, set, run)
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

const notAllExcluded = 'which routes are left without the global prefix could not all be read'

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
    const plain = parts.map(part => `/${part}`).join('')
    // Whatever the version, a path is left without the prefix.
    return { path: textValue(version + plain), outside: isExcluded(app, plain || '/', route.methods) }
  })
}

const orNone = (texts: readonly string[]) => (texts.length === 0 ? [''] : texts)
