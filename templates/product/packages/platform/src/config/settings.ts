import { join } from 'node:path'
import { z } from 'zod'
import { checkTogether } from './configuration-error.js'
import { refuseEmbeddedInProduction } from './embedded-parts.js'
import { type Environment, readEnvironment } from './read-environment.js'
import { readSecret } from './read-secret.js'

const defaultFolder = '.data'
const port = z.int().min(0).max(65_535)
const secret = z.string().min(32, 'is shorter than 32 characters').optional()

/** What stands where the environment says nothing. */
export interface SettingsDefaults {
  /** Names the installation. */
  readonly product: string
  /** Of the gateway; operations get the next one. */
  readonly port: number
}

/** Each variable may also be `X_FILE`, with the name of a file that holds it. */
const standard = z.object({
  NODE_ENV: z.string().optional(),
  INSTALLATION: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,30}$/, 'is not lower case letters, digits and dashes')
    .optional()
    .describe('a name of its own for each installation on one database server, NATS or Redis'),
  HOST: z.string().default('127.0.0.1').describe('address that the gateway listens on'),
  PORT: port.optional().describe('port of the gateway'),
  OPERATIONS_HOST: z.string().default('127.0.0.1'),
  OPERATIONS_PORT: port.optional().describe('port of /livez, /readyz and /metrics'),
  INTERNAL_PORT: port.default(0).describe('port of the server behind the gateway'),
  PUBLIC_ORIGIN: z.url().optional().describe('where browsers find the product: https://shop.example.org'),
  DATA_FOLDER: z
    .string()
    .default(defaultFolder)
    .describe('where the embedded PostgreSQL and generated secrets are kept'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('a PostgreSQL from 15 on'),
  DATABASE_ROLE_SECRET: secret.describe('what the passwords of the roles are derived from'),
  KEY_SECRET: secret.describe('what signing keys in the database are encrypted with'),
  NATS_URL: z.string().optional().describe('a NATS server with JetStream'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('a Redis'),
  CORS_ORIGINS: z.string().default('').describe('origins of other sites that may call, by commas'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional().describe('a collector of traces'),
})

export interface Settings {
  readonly production: boolean
  /** Names roles in the database, streams and keys. */
  readonly installation: string
  readonly gateway: { readonly host: string; readonly port: number; readonly origins: readonly string[] }
  readonly operations: { readonly host: string; readonly port: number }
  readonly internalPort: number
  /** For what a process keeps on disk. */
  readonly dataFolder: string
  /** Of browsers. */
  readonly publicOrigin: string
  readonly server: { readonly url: string; readonly roleSecret: string } | { readonly embedded: string }
  readonly keySecret: string
  readonly natsUrl: string | null
  readonly redisUrl: string | null
  readonly logLevel: string
  readonly traces: string | null
}

/** What every product asks its environment. Throws a `ConfigurationError` with everything that is wrong. */
export function readStandardSettings(
  { product, port: defaultPort }: SettingsDefaults,
  env: Environment,
): Settings {
  checkAll(env)
  const found = readEnvironment(standard, env)
  const { NODE_ENV: nodeEnv, DATABASE_URL: url, PORT: gatewayPort = defaultPort } = found
  const secretOf = (variable: (typeof secrets)[number]) =>
    readSecret({ variable, value: found[variable], nodeEnv, folder: found.DATA_FOLDER })
  return {
    production: nodeEnv === 'production',
    installation: found.INSTALLATION ?? product,
    gateway: { host: found.HOST, port: gatewayPort, origins: found.CORS_ORIGINS.split(',').filter(Boolean) },
    operations: {
      host: found.OPERATIONS_HOST,
      port: found.OPERATIONS_PORT ?? (gatewayPort === 0 ? 0 : gatewayPort + 1),
    },
    internalPort: found.INTERNAL_PORT,
    dataFolder: found.DATA_FOLDER,
    publicOrigin: found.PUBLIC_ORIGIN ?? `http://localhost:${gatewayPort}`,
    server:
      url === undefined
        ? { embedded: join(found.DATA_FOLDER, 'postgres') }
        : { url, roleSecret: secretOf('DATABASE_ROLE_SECRET') },
    keySecret: secretOf('KEY_SECRET'),
    natsUrl: found.NATS_URL ?? null,
    redisUrl: found.REDIS_URL ?? null,
    logLevel: found.LOG_LEVEL,
    traces: found.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  }
}

const secrets = ['DATABASE_ROLE_SECRET', 'KEY_SECRET'] as const

/** What is wrong by itself, together with what production may not be without. */
function checkAll(env: Environment): void {
  const nodeEnv = env.NODE_ENV
  const isSet = (variable: string) => Boolean(env[variable] || env[`${variable}_FILE`])
  const missing = nodeEnv === 'production' ? secrets.filter(variable => !isSet(variable)) : []
  const embedded = { name: 'PostgreSQL', variable: 'DATABASE_URL', embedded: !isSet('DATABASE_URL') }
  checkTogether([
    () => readEnvironment(standard, env),
    () => refuseEmbeddedInProduction(nodeEnv, [embedded]),
    ...missing.map(
      variable => () => readSecret({ variable, value: undefined, nodeEnv, folder: defaultFolder }),
    ),
  ])
}
