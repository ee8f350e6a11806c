import { openUnconfigured } from '../../../src/api/open-project.js'
import { readGraph } from '../../../src/api/read-graph.js'
import type { FrameworkFacts } from '../../../src/extract/frameworks/framework.js'
import { readFrameworks } from '../../../src/extract/frameworks/read-frameworks.js'
import { openProgram } from '../../../src/extract/program/open-program.js'
import { type ProjectFiles, temporaryProject } from '../../support/temporary-project.js'

/** What the frameworks say of a program in which no package is installed. */
export async function frameworksOf(files: ProjectFiles): Promise<FrameworkFacts> {
  const root = temporaryProject({ 'package.json': '{ "name": "shop", "type": "module" }', ...files })
  const { graph } = await readGraph(await openUnconfigured({ root, cacheFolder: null }))
  return readFrameworks(openProgram({ graph, paths: [...graph.files.keys()] }))
}

/** Roles as lines: `users.ts#Users: provider`. */
export function rolesIn({ roles }: FrameworkFacts): readonly string[] {
  return [...roles].flatMap(([id, evidence]) =>
    [...new Set(evidence.map(({ role }) => role))].map(role => `${id}: ${role}`),
  )
}

/** Entry points as lines, in order of their names: `http GET /users → UsersController.list`. */
export function entriesIn({ entryPoints }: FrameworkFacts): readonly string[] {
  return entryPoints.map(({ kind, name, handler }) => `${kind} ${name} → ${handler}`).sort()
}

/** Injections as lines: `orders.ts#Orders.users: type users.ts#Users → users.ts#Users`. */
export function injectionsIn({ injections }: FrameworkFacts): readonly string[] {
  return injections
    .map(
      ({ into, property, by, token, bound }) => `${into}.${property}: ${by} ${token} → ${bound ?? 'nothing'}`,
    )
    .sort()
}

/** Flows as lines, in order: `publish event OrderPlaced orders.ts#OrderPlaced orders.ts:3`. */
export function flowsIn({ flows }: FrameworkFacts): readonly string[] {
  return flows
    .map(({ end, kind, message, symbol, place }) =>
      [end, kind, message, symbol ?? 'by name', `${place.file}:${place.line}`].join(' '),
    )
    .sort()
}

/** Lifecycles as lines: `cart.ts#Cart: request-scope`. */
export function lifecyclesIn({ lifecycles }: FrameworkFacts): readonly string[] {
  return lifecycles.map(({ symbol, kind }) => `${symbol}: ${kind}`).sort()
}

/** Wired places as lines: `users.ts#Users at app.ts:4`. */
export function wiringIn({ wiring }: FrameworkFacts): readonly string[] {
  return [...wiring].flatMap(([id, places]) => places.map(({ file, line }) => `${id} at ${file}:${line}`))
}
