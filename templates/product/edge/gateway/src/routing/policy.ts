import { createRouteTable, parseConfig, type Route } from 'strangler-proxy'
import type { GatewayRequest } from 'strangler-proxy/start'
import type { PolicyRoute } from './derive-routes.js'
import { defaultSettings, type RouteSettings, type RouteSettingsInput } from './route-settings.js'

export interface Guarded {
  /** Of the route that the product has for the request; null where it has none. */
  readonly route: string | null
  readonly settings: RouteSettings
}

export interface Policy {
  /**
   * What holds for a request: what the product's route says and what the config's route says, the one with the more
   * specific path first, of equal ones the config's; else the defaults. So a wide route of the config opens nothing
   * that the product closes.
   */
  readonly settingsFor: (request: Pick<GatewayRequest, 'head' | 'route'>) => Guarded
  /** Bytes of the largest body that any route takes. */
  readonly largestBody: number
}

export interface PolicyParts {
  /** Of the product. */
  readonly routes: readonly PolicyRoute[]
  readonly defaults: RouteSettingsInput
  /** Of the config. */
  readonly configured: readonly Route[]
}

/** What every product has. Other routes of the same path and methods go before these. */
const ownRoutes: readonly PolicyRoute[] = [
  {
    id: 'openapi',
    path: '/openapi.json',
    methods: ['GET', 'HEAD'],
    settings: { auth: 'none', priority: 'low' },
  },
  { id: 'rpc', path: '/rpc/*', settings: { auth: 'nobody' } },
]

/** Throws when a route of the product is not one. */
export function createPolicy({ routes, defaults, configured }: PolicyParts): Policy {
  const completed = completeRoutes(routes)
  const productTable = createRouteTable(completed)
  const jointTable = createRouteTable([...configured, ...completed])
  const isOfProduct = new Set(completed)
  const base: RouteSettings = { ...defaultSettings, ...(defaults as Partial<RouteSettings>) }
  return {
    settingsFor: ({ head, route }) => {
      const own = productTable.match(head)
      const winner = jointTable.match(head)
      const said = [route?.settings, own?.settings]
      const isWider = winner !== null && isOfProduct.has(winner) && winner.match.path !== route?.match.path
      const [last, first] = isWider ? said : said.reverse()
      return { route: own?.id ?? null, settings: { ...base, ...last, ...first } }
    },
    largestBody: largestBody([base, ...routes.map(({ settings }) => settings), ...configured.map(bodyOf)]),
  }
}

/** Bytes. */
export function largestBody(settings: readonly RouteSettingsInput[]): number {
  return Math.max(...settings.map(({ bodyLimit = 0 }) => bodyLimit))
}

function bodyOf({ settings }: Route): RouteSettingsInput {
  return settings
}

function completeRoutes(routes: readonly PolicyRoute[]): readonly Route[] {
  const taken = new Set(routes.map(nameOf))
  const all = [...routes, ...ownRoutes.filter(route => !taken.has(nameOf(route)))]
  const parsed = parseConfig(JSON.stringify({ upstreams: { legacy: 'http://127.0.0.1:1' }, routes: all }))
  if (parsed.kind === 'config') return parsed.config.routes
  throw new Error(`Routes of the product: ${parsed.problems.map(({ message }) => message).join('; ')}`)
}

function nameOf({ path, methods = [] }: PolicyRoute): string {
  return `${[...methods].sort()} ${path}`
}
