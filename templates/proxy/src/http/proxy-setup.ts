import type { RetrySettings, StranglerConfig, Timeouts } from '../config/model.js'
import type { UpstreamGroups } from '../upstreams/upstream-registry.js'
import type { Decision, RequestHead } from './exchange.js'
import type { ProxyHooks } from './hooks.js'
import type { TrustsPeer } from './trusted-peers.js'

export interface ProxyOptions {
  readonly config: Pick<StranglerConfig, 'limits' | 'trust' | 'hosts' | 'tls' | 'upstreams' | 'routes'>
  /** Says where a request goes. On the hot path. */
  readonly decide: (head: RequestHead) => Decision
  readonly hooks?: ProxyHooks
  /** For requests that no route matches. */
  readonly unrouted?: Unrouted
  /** Name under which the proxy adds itself to `Via`; not at all unless given. */
  readonly via?: string
}

export interface Unrouted {
  readonly timeouts: Timeouts
  readonly retry: RetrySettings
}

/** Everything that a request needs from start to end; replaced as a whole by an update. */
export interface ProxySetup {
  readonly limits: StranglerConfig['limits']
  readonly hosts: readonly string[]
  readonly trusts: TrustsPeer
  readonly groups: UpstreamGroups
  readonly decide: (head: RequestHead) => Decision
  readonly hooks: ProxyHooks
  /** Plain names of headers that clients must not bring; null for none. */
  readonly reserved: ReadonlySet<string> | null
  readonly unrouted: Unrouted
  readonly via: string | null
}

/** What all requests of a server share, whichever setup they began under. */
export interface ServerLife {
  draining: boolean
  /** Exchanges that go on although their clients have left. */
  readonly outliving: Set<object>
}

export const defaultUnrouted: Unrouted = {
  timeouts: { connect: 5_000, headers: 60_000, body: 60_000, idle: 30_000 },
  retry: { attempts: 0, budget: 0 },
}
