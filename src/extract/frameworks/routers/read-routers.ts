import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { writtenText } from '../survey/expressions.js'
import { joinPaths } from '../survey/join-paths.js'
import { findRouters } from './find-routers.js'
import { answeringOf } from './handlers.js'
import { findMounts, type Mounts } from './mounts.js'
import { routerPackages } from './router-kinds.js'
import { findRoutes, type Route } from './routes.js'

/** Express, Fastify, Koa, Hono: routers with their routes, where they are mounted, what stands in front of them. */
export const routers: Reader = {
  packages: routerPackages,
  read: reading => {
    const { survey, draft } = reading
    const found = findRouters(survey)
    const mounts = findMounts(survey, found)
    for (const route of findRoutes(survey, found)) readRoute(reading, route, mounts)
    for (const { child, parent, at } of mounts.mounts) {
      draft.wire(holderId(reading, child), at)
      for (const each of [child, parent]) draft.role(holderId(reading, each), 'router', { at })
    }
    for (const each of mounts.middleware) readMiddleware(reading, each)
    for (const name of ['addHook', 'setErrorHandler', 'setNotFoundHandler'])
      for (const call of survey.callsNamed(name)) readHook(reading, call, found.of)
  },
}

function readRoute(reading: Reading, route: Route, mounts: Mounts): void {
  const { survey, draft } = reading
  const handler = route.handlers.at(-1)
  if (handler === undefined) return
  const answering = answeringOf(survey, handler)
  for (const prefix of mounts.prefixesOf(route.router)) {
    const name = `${route.method} ${route.path.startsWith('/^') ? route.path : joinPaths(prefix, route.path)}`
    draft.entry({ kind: 'http', name, handler: answering.name, at: route.at })
    draft.role(answering.id, 'controller', { at: handler, text: `answers ${name}` })
  }
  draft.role(holderId(reading, route.router), 'router', { at: route.at })
  for (const each of route.handlers.slice(0, -1)) readMiddleware(reading, each)
}

/** `id` of what holds a router: the variable, the class of a property, the function of a parameter. */
function holderId({ survey: { declared } }: Reading, declaration: ts.Declaration): string | null {
  if (ts.isParameter(declaration)) {
    const { parent } = declaration
    return declared.idOf(
      ts.isMethodDeclaration(parent) || ts.isConstructorDeclaration(parent) ? parent.parent : parent,
    )
  }
  return declared.idOf(ts.isPropertyDeclaration(declaration) ? declaration.parent : declaration)
}

/** A function that gets an error first is a filter; every other one is middleware. A class that has some such method is not all of that. */
function readMiddleware({ survey, draft }: Reading, node: ts.Node): void {
  const { id, parameters, method, name } = answeringOf(survey, node)
  if (method && !/(?:middleware|guard|handler|filter)/i.test(name)) return
  draft.role(id, parameters === 4 ? 'filter' : 'middleware', { at: node })
  draft.wire(id, node)
}

function readHook(
  { survey, draft }: Reading,
  call: ts.CallExpression,
  of: (node: ts.Node) => ts.Node | null,
): void {
  const { expression, arguments: args } = call
  const last = args.at(-1)
  if (!ts.isPropertyAccessExpression(expression) || last === undefined || of(expression.expression) === null)
    return
  const role = expression.name.text === 'setErrorHandler' ? 'filter' : 'middleware'
  draft.role(answeringOf(survey, last).id, role, { at: call, text: writtenText(call) })
}
