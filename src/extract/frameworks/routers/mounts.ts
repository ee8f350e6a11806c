import { ts } from 'ts-morph'
import { bareExpression, propertyOf } from '../survey/expressions.js'
import { joinPaths } from '../survey/join-paths.js'
import type { Survey } from '../survey/survey.js'
import { returnedBy } from '../survey/values.js'
import type { Routers } from './find-routers.js'
import { mountedFunction, mountedValue } from './mounted.js'

/** A router under another one: `app.use('/users', users)`. */
export interface Mount {
  readonly child: ts.Declaration
  readonly parent: ts.Declaration
  readonly prefix: string
  /** Where the child is named. */
  readonly at: ts.Node
}

/** All mounts, with what stands in front of everything as middleware. */
export interface Mounts {
  readonly mounts: readonly Mount[]
  readonly middleware: readonly ts.Node[]
  /** Prefixes under which a router answers. */
  readonly prefixesOf: (router: ts.Declaration) => readonly string[]
}

export function findMounts(survey: Survey, routers: Routers): Mounts {
  const middleware: ts.Node[] = []
  const mounts: Mount[] = []
  for (const name of ['use', 'route', 'register', 'mount'])
    for (const call of survey.callsNamed(name)) readMount({ survey, routers, mounts, middleware }, call)
  for (const [child, calls] of routers.given)
    for (const call of calls)
      if (!isRegister(call)) addGiven({ survey, routers, mounts, middleware }, child, call)
  return { mounts, middleware, prefixesOf: prefixes(survey, mounts) }
}

interface MountReading {
  readonly survey: Survey
  readonly routers: Routers
  readonly mounts: Mount[]
  readonly middleware: ts.Node[]
}

function isRegister({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'register'
}

function readMount(reading: MountReading, call: ts.CallExpression): void {
  const { survey, routers, mounts, middleware } = reading
  const { expression, arguments: args } = call
  if (!ts.isPropertyAccessExpression(expression)) return
  const parent = routers.of(expression.expression)
  if (parent === null) return
  const [first] = args
  const path = first === undefined ? null : survey.texts.of(first)
  const prefix = path ?? prefixOption(survey, call)
  for (const at of path === null ? args : args.slice(1)) {
    const child = childOf(reading, at)
    if (child !== null) mounts.push({ child, parent, prefix, at })
    else if (!isRegister(call) && !ts.isObjectLiteralExpression(at)) middleware.push(at)
  }
}

/** `app.register(routes, { prefix: '/users' })`. */
function prefixOption(survey: Survey, call: ts.CallExpression): string {
  const options = call.arguments[1]
  if (!isRegister(call) || options === undefined || !ts.isObjectLiteralExpression(options)) return ''
  const prefix = propertyOf(options, 'prefix')
  return prefix === null ? '' : survey.texts.orWritten(prefix)
}

/** The router of `users`, `users.routes()`, `require('./users')`, `createUsers()`; the parameter of a plugin. */
function childOf({ survey, routers }: MountReading, node: ts.Node, depth = 0): ts.Declaration | null {
  const bare = bareExpression(node)
  const direct = routers.of(bare)
  if (direct !== null || depth > 3) return direct
  const next = (each: ts.Node) => childOf({ survey, routers, mounts: [], middleware: [] }, each, depth + 1)
  if (ts.isCallExpression(bare) && ts.isPropertyAccessExpression(bare.expression)) {
    const owner = routers.of(bare.expression.expression)
    if (owner !== null) return bare.expression.name.text === 'routes' ? owner : null
  }
  const plugin = mountedFunction(survey, bare)?.parameters[0]
  if (plugin !== undefined && routers.given.has(plugin)) return plugin
  if (ts.isCallExpression(bare)) {
    const made = mountedFunction(survey, bare.expression)
    const returned = made === null ? null : returnedBy(made)
    if (returned !== null) return next(returned)
  }
  const value = mountedValue(survey, bare)
  if (value === null || value === bare) return null
  return ts.isVariableDeclaration(value) ? routers.of(value.name) : next(value)
}

/** `routes(app)`: the parameter is the router that is given. */
function addGiven({ routers, mounts }: MountReading, child: ts.Declaration, call: ts.CallExpression): void {
  for (const argument of call.arguments) {
    const parent = routers.of(argument)
    if (parent !== null) mounts.push({ child, parent, prefix: '', at: call.expression })
  }
}

function prefixes(survey: Survey, mounts: readonly Mount[]): Mounts['prefixesOf'] {
  const of = (router: ts.Declaration, seen: readonly ts.Declaration[]): readonly string[] => {
    const own = ownPrefix(survey, router)
    const above = seen.includes(router) ? [] : mounts.filter(({ child }) => child === router)
    const found = above.flatMap(({ parent, prefix }) =>
      of(parent, [...seen, router]).map(each => joinPaths(each, prefix, own)),
    )
    return found.length === 0 ? [own] : [...new Set(found)]
  }
  return router => of(router, [])
}

/** `new Router({ prefix: '/users' })`. */
function ownPrefix(survey: Survey, router: ts.Declaration): string {
  const { initializer } = router as Partial<ts.VariableDeclaration>
  const made = initializer === undefined ? undefined : bareExpression(initializer)
  if (made === undefined || !(ts.isNewExpression(made) || ts.isCallExpression(made))) return ''
  const options = made.arguments?.[0]
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return ''
  const prefix = propertyOf(options, 'prefix')
  return prefix === null ? '' : survey.texts.orWritten(prefix)
}
