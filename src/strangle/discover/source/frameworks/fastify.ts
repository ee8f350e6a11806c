import type { Call, Run } from '../interpret/run.js'
import { textsOf } from '../interpret/texts.js'
import { type ExternalValue, isConstant, recordOf, unknown, type Value } from '../interpret/value.js'
import { createRouter, type Router } from '../router.js'
import { autoload } from './fastify-autoload.js'
import { registerPackage } from './fastify-packages.js'
import { addRoute, flatten, methodsOf, mount, nameOf, settleHandlers, verbs } from './register.js'

/** `fastify()`, however it is imported; null for other functions. */
export function callFastify(callee: ExternalValue, { args, place }: Call, run: Run): Value | null {
  const name = nameOf(callee.path)
  if (callee.package !== 'fastify' || (name !== '' && name !== 'fastify')) return null
  const router = createRouter('fastify', true, place)
  const [options] = args
  if (options?.kind === 'record') for (const [key, value] of options.entries) router.settings.set(key, value)
  run.routers.push(router)
  return { kind: 'router', router }
}

/** `fastify.get`, `fastify.route`, `fastify.register`; null for other methods. */
export function callOnFastify(router: Router, name: string, call: Call, run: Run): Value | null {
  const self: Value = { kind: 'router', router }
  const { args, place } = call
  switch (name) {
    case 'register':
      register(router, call, run)
      return self
    case 'route':
      addDescribed(router, args[0] ?? unknown, place)
      settleHandlers(args, run)
      return self
    case 'decorate':
      for (const text of textsOf(args[0] ?? unknown).texts) router.fields.set(text, args[1] ?? unknown)
      return self
    case 'use':
      return self
    case 'withTypeProvider':
    case 'decorateRequest':
    case 'decorateReply':
    case 'setErrorHandler':
    case 'setNotFoundHandler':
    case 'setValidatorCompiler':
    case 'setSerializerCompiler':
    case 'addHook':
    case 'addSchema':
      settleHandlers(args, run)
      return self
  }
  const methods = verbs.get(name)
  if (methods === undefined || args.length < 2) return null
  settleHandlers(args, run)
  const options = args.length > 2 ? args[1] : undefined
  addRoute(router, args[0] ?? unknown, withoutHead(methods, options ?? unknown, router), { place })
  return self
}

/** GET alone where the route or the app says that HEAD is not to come along. */
function withoutHead(
  methods: readonly string[] | null,
  options: Value,
  router: Router,
): readonly string[] | null {
  const own = options.kind === 'record' ? options.entries.get('exposeHeadRoute') : undefined
  const setting = own ?? router.settings.get('exposeHeadRoutes')
  return isConstant(setting, false) && methods?.includes('GET')
    ? methods.filter(name => name !== 'HEAD')
    : methods
}

function addDescribed(router: Router, description: Value, place: Call['place']): void {
  if (description.kind !== 'record') {
    addRoute(router, unknown, null, { place })
    return
  }
  const { entries } = description
  const { texts, complete } = textsOf(entries.get('method') ?? unknown)
  const methods = complete && texts.length > 0 ? methodsOf(texts) : null
  const path = entries.get('url') ?? entries.get('path') ?? unknown
  addRoute(router, path, withoutHead(methods, description, router), { place })
}

/** Runs a plugin in a part of the app with its prefix, or in the app itself where it wants no part of its own. */
function register(router: Router, call: Call, run: Run): void {
  const [plugin = unknown, options = unknown] = call.args
  const settings =
    options.kind === 'function' ? run.call(options, { ...call, args: [], made: false }) : options
  for (const value of flatten([plugin], run)) registerOne(router, value, settings, { call, run })
}

/** A call that registers, and the run it is part of. */
export interface Registering {
  readonly call: Call
  readonly run: Run
}

const autoloaders: ReadonlySet<string> = new Set(['@fastify/autoload', 'fastify-autoload'])

export function registerOne(router: Router, plugin: Value, options: Value, { call, run }: Registering): void {
  const { value, encapsulated } = unwrapPlugin(plugin, run)
  const name = packageOf(value)
  if (name !== null) {
    if (autoloaders.has(name)) autoload(router, options, { call, run, registerOne })
    else registerPackage(router, name, options, { call, run })
    return
  }
  if (value.kind !== 'function') {
    const what = 'the plugin that is registered here could not be read'
    run.troubles.push({ place: call.place, what })
    return
  }
  const prefix = options.kind === 'record' ? (options.entries.get('prefix') ?? null) : null
  // Without a part of its own, a plugin's prefix has no effect.
  const part = encapsulated ? createRouter('fastify', false, call.place) : router
  if (encapsulated) {
    for (const [name, setting] of router.settings) part.settings.set(name, setting)
    for (const [name, field] of router.fields) part.fields.set(name, field)
    mount(router, prefix, part, call.place)
  }
  const given = options.kind === 'unknown' ? recordOf({}) : options
  run.call(value, { ...call, args: [{ kind: 'router', router: part }, given], made: false })
}

/** The package that a plugin comes from; null for one of the program, or one that is named at run time. */
function packageOf(plugin: Value): string | null {
  const of = plugin.kind === 'result' ? plugin.of : plugin
  return of.kind === 'external' && of.package !== 'global' ? of.package : null
}

/** The function behind `fp(…)`, `{ default: … }` and modules. */
function unwrapPlugin(plugin: Value, run: Run): { readonly value: Value; readonly encapsulated: boolean } {
  if (plugin.kind === 'module') {
    const whole = run.exported(plugin.path, 'default')
    return unwrapPlugin(whole.kind === 'unknown' ? run.exported(plugin.path, '*') : whole, run)
  }
  if (plugin.kind === 'record' && plugin.entries.has('default')) {
    return unwrapPlugin(plugin.entries.get('default') ?? unknown, run)
  }
  if (plugin.kind !== 'result' || !wrappers.has(plugin.of.package))
    return { value: plugin, encapsulated: true }
  const { value } = unwrapPlugin(flatten(plugin.args.slice(0, 1), run)[0] ?? unknown, run)
  const [, options] = plugin.args
  const kept = options?.kind === 'record' ? options.entries.get('encapsulate') : undefined
  return { value, encapsulated: isConstant(kept, true) }
}

const wrappers: ReadonlySet<string> = new Set(['fastify-plugin'])
