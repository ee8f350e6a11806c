import type { Call, Run } from '../interpret/run.js'
import { type ExternalValue, textValue, unknown, type Value } from '../interpret/value.js'
import { createRouter, type Router } from '../router.js'
import { servesRequests } from './request-servers.js'
import { addRoute, flatten, isPath, methodsOf, mount, nameOf, settleHandlers, verbs } from './register.js'
import { textsOf } from '../interpret/texts.js'

const routerPackages: ReadonlySet<string> = new Set([
  'koa-router',
  '@koa/router',
  'koa-joi-router',
  'koa-better-router',
  'koa-swagger-decorator',
])

const routerNames: ReadonlySet<string> = new Set(['', 'Router', 'SwaggerRouter'])

/** `new Koa()`, `new Router()`, `mount('/shop', app)`, `compose([…])`; null for other functions. */
export function callKoa(callee: ExternalValue, { args, place }: Call, run: Run): Value | null {
  const name = nameOf(callee.path)
  if (callee.package === 'koa-mount') return mounted(args, place, run)
  if (callee.package === 'koa-compose') return args[0] ?? unknown
  if (callee.package === 'koa-combine-routers') return { kind: 'list', items: [...args] }
  const isApp = callee.package === 'koa' && name === ''
  if (!isApp && !(routerPackages.has(callee.package) && routerNames.has(name))) return null
  const router = createRouter('koa', isApp, place)
  const [options] = args
  if (!isApp && options?.kind === 'record') router.prefix = options.entries.get('prefix') ?? null
  run.routers.push(router)
  return { kind: 'router', router }
}

/** An app or middleware at a path, itself middleware. */
function mounted(args: readonly Value[], place: Call['place'], run: Run): Value {
  const [first = unknown] = args
  const outer = createRouter('koa', false, place)
  run.routers.push(outer)
  const [path, inner] = isPath(first) ? [first, args[1] ?? unknown] : [null, first]
  take(outer, path, [inner], { place, run })
  const isLost = inner.kind === 'unknown' || inner.kind === 'result'
  if (path !== null && isLost && outer.entries.length === 0) {
    run.troubles.push({ place, what: 'what is mounted here could not be read' })
  }
  return { kind: 'router', router: outer }
}

/** `router.get`, `router.use`, `router.routes`; null for other methods. */
export function callOnKoa(router: Router, name: string, call: Call, run: Run): Value | null {
  const self: Value = { kind: 'router', router }
  const { args, place } = call
  const [first = unknown] = args
  switch (name) {
    case 'routes':
    case 'middleware':
    case 'callback':
      return self
    case 'allowedMethods':
      return { kind: 'constant', value: null }
    case 'prefix':
      router.prefix = first
      return self
    case 'use':
      if (isPath(first) || args.length > 1) use(router, call, run)
      else take(router, null, args, { place, run })
      settleHandlers(args, run)
      return self
    case 'register':
      addRoute(router, first, methodsOf(textsOf(args[1] ?? unknown).texts), { place })
      return self
    case 'redirect':
      if (textsOf(first).texts.some(text => text.startsWith('/'))) addRoute(router, first, null, { place })
      return self
    case 'map':
    case 'mapDir':
      run.troubles.push({ place, what: 'the routes that decorators describe are left out' })
      return self
    case 'route':
      describeRoutes(router, call, run)
      return self
  }
  const methods = verbs.get(name)
  if (methods === undefined) return null
  settleHandlers(args, run)
  if (args.length < 2) return self
  // A name may stand before the path.
  const [, second] = args
  const named = args.length > 2 && isPath(second)
  addRoute(router, named ? (second ?? unknown) : first, methods, { place })
  return self
}

function use(router: Router, { args, place }: Call, run: Run): void {
  const [first = unknown, ...others] = args
  if (isPath(first)) take(router, first, others, { place, run })
  else {
    const hasRouter = flatten(others, run).some(({ kind }) => kind === 'router')
    const computed = hasRouter && (first.kind === 'unknown' || first.kind === 'result')
    take(router, computed ? first : null, computed ? others : args, { place, run })
  }
}

function take(
  router: Router,
  path: Value | null,
  handlers: readonly Value[],
  { place, run }: { readonly place: Call['place']; readonly run: Run },
): void {
  for (const handler of flatten(handlers, run)) {
    if (handler.kind === 'router') mount(router, path, handler.router, place)
    else if (handler.kind === 'result' || handler.kind === 'external') {
      const methods = servesRequests(handler, path !== null)
      if (methods !== undefined) addRoute(router, path ?? textValue('/'), methods, { place, below: true })
    }
  }
}

/** koa-joi-router: `router.route({ method, path, … })`, or several of them. */
function describeRoutes(router: Router, { args, place }: Call, run: Run): void {
  for (const description of flatten(args, run)) {
    if (description.kind !== 'record') continue
    const { texts } = textsOf(description.entries.get('method') ?? unknown)
    addRoute(router, description.entries.get('path') ?? unknown, methodsOf(texts), { place })
  }
}
