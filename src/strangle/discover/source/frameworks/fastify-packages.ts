import { textsOf } from '../interpret/texts.js'
import { isConstant, textValue, type Value } from '../interpret/value.js'
import type { Router } from '../router.js'
import type { Registering } from './fastify.js'
import { addRoute } from './register.js'

interface PackageRoute {
  /** The option that holds the path, and the path where it is not given. */
  readonly option: string
  readonly otherwise: string
  readonly methods: readonly string[] | null
  readonly below: boolean
}

const reading = ['GET', 'HEAD']
const files: PackageRoute = { option: 'prefix', otherwise: '/', methods: reading, below: true }
const proxy: PackageRoute = { option: 'prefix', otherwise: '/', methods: null, below: true }

/** Plugins of packages that register routes. */
const packageRoutes: ReadonlyMap<string, PackageRoute> = new Map([
  ['@fastify/static', files],
  ['fastify-static', files],
  ['@fastify/http-proxy', proxy],
  ['fastify-http-proxy', proxy],
  [
    '@fastify/swagger-ui',
    { option: 'routePrefix', otherwise: '/documentation', methods: reading, below: true },
  ],
  [
    '@scalar/fastify-api-reference',
    { option: 'routePrefix', otherwise: '/reference', methods: reading, below: true },
  ],
  ['mercurius', { option: 'path', otherwise: '/graphql', methods: [...reading, 'POST'], below: false }],
  ['fastify-metrics', { option: 'endpoint', otherwise: '/metrics', methods: reading, below: false }],
])

export function registerPackage(
  router: Router,
  name: string,
  options: Value,
  { call: { args, place }, run }: Registering,
): void {
  const route = packageRoutes.get(name)
  const entries = options.kind === 'record' ? options.entries : new Map<string, Value>()
  if (route === undefined || isConstant(entries.get('serve'), false)) return
  const path = entries.get(route.option) ?? textValue(route.otherwise)
  const known = options.kind === 'record' || args.length < 2
  if (!known || textsOf(path).texts.length === 0) {
    run.troubles.push({ place, what: `the path of ${name} could not be read` })
  } else addRoute(router, path, route.methods, { place, below: route.below })
}
