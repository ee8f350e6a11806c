import { readFileSync } from 'node:fs'
import { parse, type ParseError } from 'jsonc-parser'
import { parseConfig } from 'strangler-proxy'
import type { ProxyStart } from 'strangler-proxy/start'
import type { PolicyRoute } from './derive-routes.js'
import { createPolicy, largestBody, type Policy } from './policy.js'
import { defaultSettings, settingsProblems } from './route-settings.js'

/** What `strangler.config.json` holds. */
export type StranglerInput = Extract<ProxyStart, { readonly config: unknown }>['config']

/** The same with what may be left out: the internal server is an upstream called `internal`, and the fallback. */
export type GatewayConfig = Partial<StranglerInput>

export interface ConfigSurroundings {
  readonly host: string
  readonly port: number
  readonly internalOrigin: string
  readonly routes: readonly PolicyRoute[]
  readonly rateClasses: Readonly<Record<string, unknown>>
}

export interface ComposedConfig {
  readonly engine: StranglerInput
  readonly policy: Policy
}

/** A config of the gateway that cannot be used. */
export class InvalidGatewayConfig extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'InvalidGatewayConfig'
  }
}

/** Throws InvalidGatewayConfig. */
export function readGatewayConfig(file: string): GatewayConfig {
  const errors: ParseError[] = []
  const value: unknown = parse(readFileSync(file, 'utf8'), errors, { allowTrailingComma: true })
  if (errors.length === 0 && typeof value === 'object' && value !== null) return value
  throw new InvalidGatewayConfig([`${file} is not JSON.`])
}

/** Throws InvalidGatewayConfig. */
export function composeConfig(config: GatewayConfig, surroundings: ConfigSurroundings): ComposedConfig {
  const { host, port, internalOrigin, routes, rateClasses } = surroundings
  const { settings: defaults = {}, ...engineDefaults } = config.defaults ?? {}
  const configured = config.routes ?? []
  const problems = [
    ...settingsProblems(defaults, 'defaults.settings', rateClasses),
    ...[...configured, ...routes].flatMap(({ path, settings }) =>
      settingsProblems(settings ?? {}, path, rateClasses),
    ),
  ]
  if (problems.length > 0) throw new InvalidGatewayConfig(problems)
  const said = [
    defaultSettings,
    defaults,
    ...[...configured, ...routes].map(({ settings }) => settings ?? {}),
  ]
  const engine: StranglerInput = {
    ...config,
    listen: { host, port },
    upstreams: { internal: internalOrigin, ...config.upstreams },
    fallback: config.fallback ?? 'internal',
    routes: configured,
    limits: { ...config.limits, body: config.limits?.body ?? largestBody(said) },
    // The gateway's own defaults come before what the product's routes say; the engine's would come after.
    defaults: engineDefaults,
  }
  const parsed = parseConfig(JSON.stringify(engine))
  if (parsed.kind === 'problems')
    throw new InvalidGatewayConfig(
      parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`),
    )
  return { engine, policy: createPolicy({ routes, defaults, configured: parsed.config.routes }) }
}
