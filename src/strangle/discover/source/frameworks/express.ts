import type { Call, Run } from '../interpret/run.js'
import { type ExternalValue, textValue, unknown, type Value } from '../interpret/value.js'
import { createRouter, type Router } from '../router.js'
import { servesRequests } from './request-servers.js'
import { addRoute, flatten, isPath, mount, nameOf, settleHandlers, verbs } from './register.js'

const routerPackages: ReadonlySet<string> = new Set(['router', 'express-promise-router'])

/** `express()`, `express.Router()`; null for other functions. */
export function callExpress(callee: ExternalValue, { place }: Call, run: Run): Value | null {
  const name = nameOf(callee.path)
  const isApp = callee.package === 'express' && name === ''
  const isRouter =
    (callee.package === 'express' && name === 'Router') || (routerPackages.has(callee.package) && name === '')
  if (!isApp && !isRouter) return null
  const router = createRouter('express', isApp, place)
  run.routers.push(router)
  return { kind: 'router', router }
}

/** Methods that register nothing and give the app back. */
const chained: ReadonlySet<string> = new Set(['set', 'enable', 'disable', 'engine', 'param', 'on'])

/** `app.get`, `router.use`, `router.route`; null for other methods. */
export function callOnExpress(router: Router, name: string, call: Call, run: Run): Value | null {
  const self: Value = { kind: 'router', router }
  if (name === 'use') {
    use(router, call, run)
    return self
  }
  if (name === 'route') {
    // A part of the router for one path, whose methods take handlers alone.
    const part = createRouter(router.framework, false, call.place)
    part.settings.set('path', call.args[0] ?? unknown)
    mount(router, call.args[0] ?? unknown, part, call.place)
    return { kind: 'router', router: part }
  }
  if (chained.has(name)) return self
  const methods = name === 'ws' ? ['GET'] : verbs.get(name)
  if (methods === undefined) return null
  // With a path alone, `app.get` reads a setting.
  if (call.args.length < 2 && !router.settings.has('path')) return unknown
  register(router, methods, call, run)
  return self
}

function register(router: Router, methods: readonly string[] | null, call: Call, run: Run): void {
  const { args, place } = call
  settleHandlers(args, run)
  if (router.settings.has('path')) addRoute(router, textValue(''), methods, { place })
  else addRoute(router, args[0] ?? unknown, methods, { place })
}

/** What stands at a path, and all below it, or at every path. */
function use(router: Router, { args, place }: Call, run: Run): void {
  const [first = unknown, ...others] = args
  const handlers = flatten(others, run)
  const isRouter = (value: Value) => value.kind === 'router'
  const hasPath = isPath(first) || (!flatten([first], run).some(isHandler) && handlers.some(isRouter))
  const path = hasPath ? first : null
  const all = hasPath ? handlers : flatten(args, run)
  for (const handler of all) {
    if (handler.kind === 'router') mount(router, path, handler.router, place)
    else if (path !== null && handler === all.at(-1) && isUnread(handler)) {
      run.troubles.push({ place, what: 'what is mounted here could not be read' })
    } else {
      const methods = methodsServed(handler, path)
      if (methods !== undefined) addRoute(router, path ?? textValue('/'), methods, { place, below: true })
    }
  }
  settleHandlers(args, run)
}

const isHandler = (value: Value) =>
  value.kind === 'function' || value.kind === 'router' || value.kind === 'result'

/** A value that no package and no function of the program stands for; a module whose name is made at run time. */
function isUnread(value: Value): boolean {
  return value.kind === 'unknown' || (value.kind === 'result' && value.of.package === 'global')
}

/** Which methods a handler answers by itself, rather than to hand them on; undefined for none. */
function methodsServed(handler: Value, path: Value | null): readonly string[] | null | undefined {
  if (handler.kind === 'function') {
    return path !== null && handler.outline.parameters.length <= 2 && handler.outline.parameters.length > 0
      ? null
      : undefined
  }
  if (handler.kind === 'result' || handler.kind === 'external') return servesRequests(handler, path !== null)
  return undefined
}
