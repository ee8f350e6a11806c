import type { AddressInfo } from 'node:net'
import type { Writable } from 'node:stream'
import type { ProxyEvent } from 'strangler-proxy/start'
import type { AuthenticationOptions } from './authentication/authenticate.js'
import type { CorsOptions } from './http/cross-origin.js'
import type { KeyStore } from './idempotency/key-store.js'
import type { ConcurrencyOptions, ConcurrencyStatus } from './overload/concurrency-limit.js'
import type { CheckHealth } from './overload/health.js'
import type { RateClass } from './rate-limits/rate-limiter.js'
import type { PolicyRoute } from './routing/derive-routes.js'
import type { GatewayConfig } from './routing/gateway-config.js'

export interface GatewayOptions {
  readonly port: number
  readonly host?: string
  /** Of the server that answers whatever the config sends nowhere else. */
  readonly internalOrigin: string
  /** Who signs tokens, and for whom. */
  readonly users: AuthenticationOptions
  /** `strangler.config.json`, which is read anew when it changes, or what it would hold. */
  readonly config?: string | GatewayConfig
  /** The product's own routes; whatever is not among them is for users who are signed in. */
  readonly routes?: readonly PolicyRoute[]
  /** Where the config's relative paths count from: that of the file, or else the current one. */
  readonly folder?: string
  /** Classes of rate limits, besides those that there are. */
  readonly limits?: Readonly<Record<string, RateClass>>
  /** Where all gateways count rates together. */
  readonly redisUrl?: string | null
  /** What the names of keys in Redis begin with. */
  readonly redisPrefix?: string
  readonly cors?: CorsOptions
  readonly idempotency?: {
    /** In memory unless given. */
    readonly store?: KeyStore
    /** Milliseconds: see KeyTimes. */
    readonly lease?: number
    readonly keep?: number
    /** Bytes. */
    readonly answerLimit?: number
  }
  readonly overload?: Partial<ConcurrencyOptions> & {
    /** Milliseconds between two looks at the load. */
    readonly every?: number
  }
  /** Whether the internal server can take requests; whether it listens unless given. */
  readonly readiness?: CheckHealth
  /** Milliseconds between two times of asking that. */
  readonly readinessEvery?: number
  /** Seconds for which browsers use TLS only; left open unless given. */
  readonly hsts?: number
  /** Where the request log goes; stdout unless given. */
  readonly log?: Writable
  /** Told of what an operator should know; lines of JSON on stderr unless given. */
  readonly tell?: (event: ProxyEvent) => void
}

export interface GatewayStatus extends ConcurrencyStatus {
  /** Whether the internal server can take requests. */
  readonly healthy: boolean
}

export interface RunningGateway {
  readonly address: AddressInfo
  /** Takes another config, whole or not at all; what is wrong with it otherwise. */
  readonly reload: (config: GatewayConfig) => readonly string[]
  readonly status: () => GatewayStatus
  /** Ends gracefully: requests at work are given their time. */
  readonly close: () => Promise<void>
}
