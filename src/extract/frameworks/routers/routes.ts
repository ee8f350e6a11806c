import { ts } from 'ts-morph'
import { bareExpression, propertyOf } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'
import type { Routers } from './find-routers.js'
import { httpMethods } from './router-kinds.js'

/** A route as it is written on its router, without what that router is mounted under. */
export interface Route {
  readonly router: ts.Declaration
  readonly method: string
  readonly path: string
  /** What answers, last; what stands in front of it, first. */
  readonly handlers: readonly ts.Node[]
  readonly at: ts.CallExpression
}

export function findRoutes(survey: Survey, routers: Routers): readonly Route[] {
  const called = Object.entries(httpMethods).flatMap(([name, method]) =>
    survey.callsNamed(name).flatMap(call => methodRoute(survey, routers, { call, method })),
  )
  return [...called, ...survey.callsNamed('route').flatMap(call => describedRoutes(survey, routers, call))]
}

interface MethodCall {
  readonly call: ts.CallExpression
  readonly method: string
}

/** `router.get('/users', list)`, `router.route('/users').get(list).post(create)`. */
function methodRoute(survey: Survey, routers: Routers, { call, method }: MethodCall): readonly Route[] {
  const chain = chainOf(call)
  const args = [...call.arguments]
  if (chain === null || (chain.path === null && args.length < 2)) return []
  const router = routers.of(chain.root)
  if (router === null) return []
  if (chain.path !== null)
    return [{ router, method, path: survey.texts.orWritten(chain.path), handlers: args, at: call }]
  const named = args[1] !== undefined && ts.isStringLiteralLike(args[1]) ? args.slice(1) : args
  const [path, ...handlers] = named
  if (path === undefined || handlers.length === 0) return []
  return pathsOf(survey, path).map(each => ({
    router,
    method,
    path: each,
    handlers: expand(handlers),
    at: call,
  }))
}

/** Handlers may stand in lists, and within the options of a route. */
function expand(handlers: readonly ts.Node[]): readonly ts.Node[] {
  return handlers.flatMap(each => {
    const bare = bareExpression(each)
    if (ts.isArrayLiteralExpression(bare)) return bare.elements
    if (!ts.isObjectLiteralExpression(bare)) return [bare]
    return hookNames.flatMap(name => propertyOf(bare, name) ?? []).flatMap(hook => expand([hook]))
  })
}

const hookNames = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'beforeHandler', 'handler']

function pathsOf(survey: Survey, path: ts.Node): readonly string[] {
  const bare = bareExpression(path)
  if (ts.isArrayLiteralExpression(bare)) return bare.elements.map(survey.texts.orWritten)
  return [ts.isRegularExpressionLiteral(bare) ? bare.text : survey.texts.orWritten(bare)]
}

/** What a chain of calls starts from: `router` of `router.route('/a').get(…).post(…)`, with the path on the way. */
function chainOf({
  expression,
}: ts.CallExpression): { readonly root: ts.Node; readonly path: ts.Node | null } | null {
  let path: ts.Node | null = null
  let at: ts.Node = expression
  for (;;) {
    if (!ts.isPropertyAccessExpression(at)) return null
    const owner = bareExpression(at.expression)
    if (!ts.isCallExpression(owner)) return { root: owner, path }
    const link = bareExpression(owner.expression)
    if (ts.isPropertyAccessExpression(link) && link.name.text === 'route') path = owner.arguments[0] ?? null
    at = link
  }
}

/** `server.route({ method: 'GET', url: '/users', handler })`. */
function describedRoutes(survey: Survey, routers: Routers, call: ts.CallExpression): readonly Route[] {
  const chain = chainOf(call)
  const router = chain === null ? null : routers.of(chain.root)
  const [first] = call.arguments
  const options = first === undefined ? null : bareExpression(first)
  if (router === null || options === null || !ts.isObjectLiteralExpression(options)) return []
  const path = propertyOf(options, 'url') ?? propertyOf(options, 'path')
  const method = propertyOf(options, 'method')
  if (path === null || method === null) return []
  return pathsOf(survey, method).map(each => ({
    router,
    method: each.toUpperCase(),
    path: survey.texts.orWritten(path),
    handlers: expand([options]),
    at: call,
  }))
}
