import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import { currentContext } from '../contract/index.js'

export interface LoggerOptions {
  /** Of the process: `monolith`. */
  readonly service: string
  /** `info` unless told otherwise. */
  readonly level?: string
  /** Standard output unless told otherwise. */
  readonly destination?: DestinationStream
}

const secret = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
]
const placesOf = (name: string) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
  `headers["set-cookie"]`,
  `*.headers["set-cookie"]`,
]

/** JSON lines with the trace of the call that they belong to; secrets are censored by their names, and in addresses. */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    redact: { paths: [...new Set(secret.flatMap(placesOf))], censor: '[secret]' },
    serializers: { err: (error: Error) => censorDeep(stdSerializers.err(error)) },
    mixin: () => describeTrace(currentContext().traceparent),
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

function describeTrace(traceparent: string | null) {
  if (traceparent === null) return {}
  const [, traceId, spanId] = traceparent.split('-')
  return { traceId, spanId }
}

/** Of `postgres://user:password@host` in the messages of others. */
function censorText(text: string): string {
  return text.replaceAll(/(\w+:\/\/[^\s:/@]*):[^\s@/]+@/g, '$1:[secret]@')
}

function censorDeep(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return censorText(value)
  if (typeof value !== 'object' || value === null || depth > 4) return value
  if (Array.isArray(value)) return value.map(item => censorDeep(item, depth + 1))
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    secret.includes(key) ? '[secret]' : censorDeep(item, depth + 1),
  ])
  return Object.fromEntries(entries)
}
