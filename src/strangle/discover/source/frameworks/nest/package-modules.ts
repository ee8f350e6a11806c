import type { Run } from '../../interpret/run.js'
import { textsOf } from '../../interpret/texts.js'
import { isConstant, type ResultValue, textValue, unknown, type Value } from '../../interpret/value.js'
import type { Router } from '../../router.js'
import { addRoute, flatten } from '../register.js'
import { isExcluded } from './global-prefix.js'

interface PackageModule {
  /** The option that holds the path. */
  readonly option: string
  /** The path where none is said; null for no route then. */
  readonly otherwise: string | null
  readonly methods: readonly string[] | null
  readonly below: boolean
  /** Whether the app's prefix comes in front without being asked for. */
  readonly prefixed: boolean
}

const reading = ['GET', 'HEAD']

/** Packages whose modules answer requests. */
const packageModules: ReadonlyMap<string, PackageModule> = new Map([
  [
    '@nestjs/graphql',
    {
      option: 'path',
      otherwise: '/graphql',
      methods: [...reading, 'POST'],
      below: false,
      prefixed: false,
    },
  ],
  [
    '@nestjs/serve-static',
    { option: 'serveRoot', otherwise: '/', methods: reading, below: true, prefixed: false },
  ],
  [
    '@willsoto/nestjs-prometheus',
    { option: 'path', otherwise: '/metrics', methods: reading, below: false, prefixed: true },
  ],
  ['@bull-board/nestjs', { option: 'route', otherwise: null, methods: null, below: true, prefixed: true }],
])

export function isPackageModule({ of }: ResultValue): boolean {
  return packageModules.has(of.package) && /\.(?:forRoot|forRootAsync|register)$/.test(of.path.join('.'))
}

/** The routes of a set-up call, such as `GraphQLModule.forRoot({ … })`. */
export function addPackageRoutes(app: Router, { of, args }: ResultValue, run: Run): void {
  const module = packageModules.get(of.package)
  if (module === undefined) return
  const { place } = app
  for (const options of args.length === 0 ? [unknown] : args.flatMap(arg => readOptions(arg, app, run))) {
    const known = options.kind === 'record' || args.length === 0
    const entries = options.kind === 'record' ? options.entries : new Map<string, Value>()
    const path =
      entries.get(module.option) ?? (module.otherwise === null ? null : textValue(module.otherwise))
    if (path === null) continue
    const { texts } = textsOf(path)
    if (!known || texts.length === 0) {
      run.troubles.push({ place, what: `the path of ${of.package} could not be read` })
      continue
    }
    for (const text of texts) {
      const whole = `/${text.replace(/^\/+/, '')}`
      const outside = isConstant(entries.get('useGlobalPrefix'), true)
        ? false
        : !module.prefixed || isExcluded(app, whole, module.methods)
      addRoute(app, textValue(whole), module.methods, { place, below: module.below, outside })
    }
  }
}

/** What is given, or what the function gives that is to make it. */
function readOptions(given: Value, app: Router, run: Run): readonly Value[] {
  if (given.kind !== 'record') return [given]
  const { entries } = given
  const factory = entries.get('useFactory')
  if (factory === undefined)
    return entries.has('useClass') || entries.has('useExisting') ? [unknown] : [given]
  return flatten([run.call(factory, { args: [], made: false, place: app.place })], run)
}
