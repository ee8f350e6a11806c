import { headerValues, type GatewayRequest, type Refusal, type Reply } from 'strangler-proxy/start'
import { refuse } from './refusals.js'

export interface CorsOptions {
  /** Origins of pages that may use the API, `https://app.example.org`; `*` for all, which excludes `credentials`. */
  readonly origins: readonly string[]
  /** Whether cookies count. */
  readonly credentials?: boolean
  /** Seconds for which browsers remember a preflight. */
  readonly maxAge?: number
}

export interface CrossOrigin {
  /** Answers a preflight; refuses a WebSocket of a foreign page; null for everything else. */
  readonly answer: (request: Pick<GatewayRequest, 'head' | 'upgrade'>) => Reply | Refusal | null
  /** For the answer to a request of a page that may ask, names and values in turns. */
  readonly headersFor: (head: GatewayRequest['head']) => readonly string[]
  /** Whether answers differ by `Origin`. */
  readonly varies: boolean
}

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE'
const asked =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Traceparent, X-CSRF-Protection'
const exposed =
  'ETag, Idempotency-Replayed, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id'

export function createCrossOrigin({ origins, credentials = false, maxAge = 600 }: CorsOptions): CrossOrigin {
  const any = origins.includes('*')
  if (any && credentials) throw new Error('CORS: credentials need origins that are named.')
  const list = new Set(origins)
  const allows = (origin: string) => any || list.has(origin)
  const headersOf = (origin: string) => [
    'Access-Control-Allow-Origin',
    any ? '*' : origin,
    ...(credentials ? ['Access-Control-Allow-Credentials', 'true'] : []),
  ]
  return {
    varies: !any && list.size > 0,
    answer: ({ head, upgrade }) => {
      const [origin] = headerValues(head, 'origin')
      if (origin === undefined) return null
      if (upgrade !== null && !allows(origin) && hostOf(origin) !== head.host) return refuse('origin-refused')
      if (head.method !== 'OPTIONS' || headerValues(head, 'access-control-request-method').length === 0)
        return null
      if (!allows(origin)) return refuse('origin-refused')
      const granted = ['Access-Control-Allow-Methods', methods, 'Access-Control-Allow-Headers', asked]
      const headers = [...headersOf(origin), ...granted, 'Access-Control-Max-Age', String(maxAge)]
      return { kind: 'reply', status: 204, headers: [...headers, 'Vary', 'Origin'], body: '' }
    },
    headersFor: head => {
      const [origin] = headerValues(head, 'origin')
      if (origin === undefined || !allows(origin)) return []
      return [...headersOf(origin), 'Access-Control-Expose-Headers', exposed]
    },
  }
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : ''
}
