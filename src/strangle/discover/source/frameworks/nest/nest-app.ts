import type { Call, Run } from '../../interpret/run.js'
import { textsOf } from '../../interpret/texts.js'
import { choiceOf, type ExternalValue, textValue, unknown, type Value } from '../../interpret/value.js'
import { createRouter, type Router } from '../../router.js'
import { callOnExpress } from '../express.js'
import { addRoute, isPath, nameOf } from '../register.js'
import { setUpSwagger } from './swagger.js'

/** `NestFactory.create(AppModule)`; null for other functions. */
export function callNest(callee: ExternalValue, { args, place }: Call, run: Run): Value | null {
  if (callee.package === '@nestjs/config' && nameOf(callee.path) === 'registerAs') registerSettings(args, run)
  if (callee.package === '@nestjs/common' && nameOf(callee.path) === 'forwardRef') {
    return args[0] === undefined ? unknown : run.call(args[0], { args: [], made: false, place })
  }
  if (callee.package === '@nestjs/swagger' && nameOf(callee.path) === 'SwaggerModule.setup') {
    setUpSwagger({ args, made: false, place })
    return unknown
  }
  if (callee.package !== '@nestjs/core' || nameOf(callee.path) !== 'NestFactory.create') return null
  const router = createRouter('nest', true, place)
  router.settings.set('module', args[0] ?? unknown)
  run.routers.push(router)
  return { kind: 'router', router }
}

/** What set-up code does to an app of Nest; null for other methods. */
export function callOnNest(router: Router, name: string, call: Call, run: Run): Value | null {
  const self: Value = { kind: 'router', router }
  const { args, place } = call
  const [first = unknown, second = unknown] = args
  switch (name) {
    case 'setGlobalPrefix':
      router.prefix = first
      router.settings.set('prefix-options', second)
      return self
    case 'enableVersioning':
      router.settings.set('versioning', first.kind === 'unknown' ? { kind: 'constant', value: null } : first)
      return self
    case 'listen':
      router.settings.set('listens', { kind: 'constant', value: true })
      return null
    case 'get':
    case 'resolve':
      if (args.length > 1 && isPath(first)) return callOnExpress(router, name, call, run)
      return first.kind === 'class' ? run.call(first, { ...call, args: [], made: true }) : unknown
    case 'getHttpAdapter':
    case 'getInstance':
      return self
    case 'useStaticAssets': {
      const options = second.kind === 'record' ? second : first
      const prefix = options.kind === 'record' ? options.entries.get('prefix') : undefined
      addRoute(router, prefix ?? textValue('/'), ['GET', 'HEAD'], { place, below: true })
      return self
    }
    default:
      return callOnExpress(router, name, call, run)
  }
}

/** `registerAs('shop', () => ({ prefix: 'api' }))`, for `config.get('shop.prefix')`. */
function registerSettings([name = unknown, factory = unknown]: readonly Value[], run: Run): void {
  for (const text of textsOf(name).texts) run.settings.set(text, factory)
}

/** What a service of settings gives for a name, or for a name and what holds where there is none. */
export function callOnSettings(name: string, call: Call, run: Run): Value | null {
  if (name !== 'get' && name !== 'getOrThrow') return null
  const [key = unknown, otherwise] = call.args
  if (key.kind !== 'text') return null
  const [first = '', ...others] = key.text.split('.')
  const settings = run.settings.get(first)
  if (settings === undefined) return otherwise?.kind === 'text' ? choiceOf([unknown, otherwise]) : null
  const whole = run.call(settings, { ...call, args: [], made: false })
  return others.reduce((value, part) => run.member(value, part), whole)
}
