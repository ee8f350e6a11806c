/** What a route does with a request: from the old system alone to the new one alone. */
export const modes = ['legacy', 'shadow', 'canary', 'new', 'retired'] as const
export type Mode = (typeof modes)[number]

/** Which of its two systems answers. */
export type Side = 'legacy' | 'new'

/** A condition on a header or cookie: there at all, or with exactly this value. */
export interface Condition {
  /** Lower case for headers. */
  readonly name: string
  /** Null: any value will do. */
  readonly value: string | null
}

/** What a request has to be like. Left out parts are null or empty and match everything. */
export interface RouteMatch {
  /** Upper case; null means all. */
  readonly methods: readonly string[] | null
  /** `/users/:id`, or `/files/*` for everything below; matched against the path as it was sent. */
  readonly path: string
  /** Lower case, without port; `*.example.org` means subdomains. */
  readonly host: string | null
  readonly headers: readonly Condition[]
  readonly cookies: readonly Condition[]
}

/** Where the key comes from that decides which side a user is on. */
export type StickyKey =
  | { readonly by: 'header' | 'cookie'; readonly name: string }
  /** A claim of the bearer token, read without checking its signature: it decides nothing but the side. */
  | { readonly by: 'claim'; readonly name: string }
  /** The client's address, as the trust list lets it be known. */
  | { readonly by: 'address' }

/** Lets a tester choose a side. */
export interface Override {
  readonly header: string | null
  readonly cookie: string | null
}

/** How the copy of a request is sent to the new system while the old one answers. */
export interface ShadowSettings {
  /** Share of the requests that are copied, 0 to 100. */
  readonly share: number
  /** Methods that may be sent twice; GET, HEAD and OPTIONS unless the route says more. */
  readonly methods: readonly string[]
  /** Bodies beyond this many bytes are not copied, and neither is their request. */
  readonly bodyLimit: number
  /** Milliseconds until a copy is given up. */
  readonly timeout: number
  /** Copies at work at once; further ones are dropped and counted. */
  readonly concurrency: number
}

/** What is the same in two answers. */
export interface CompareSettings {
  /** Lower case; compared besides the status and the content type. */
  readonly headers: readonly string[]
  /** JSON paths (`/items/*\/updatedAt`, `*` for any key or index) that may differ. */
  readonly ignore: readonly string[]
  /** JSON paths of arrays whose order means nothing. */
  readonly unordered: readonly string[]
  /** JSON path → how far two numbers, or two times in milliseconds, may be apart. */
  readonly tolerances: Readonly<Record<string, number>>
  /** Share of requests, 0 to 100, that the old system is asked twice, to learn what differs by itself. */
  readonly noise: number
  /** Names of headers, cookies and JSON keys whose values are never stored. */
  readonly redact: readonly string[]
  /** Samples of differences kept a route. */
  readonly samples: number
}

/** How a share grows by itself, and when it is taken back. */
export interface RampSettings {
  /** Percentages in ascending order, the last one usually 100. */
  readonly steps: readonly number[]
  /** Requests of each side that a step needs at least. */
  readonly minimum: number
  /** Seconds that a step lasts at least. */
  readonly hold: number
  /** How much higher the error rate of the new side may be, as a share from 0 to 1. */
  readonly errorMargin: number
  /** How much slower the new side may be: 1.2 allows a fifth more than the old side's median and tail. */
  readonly latencyFactor: number
}

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number
  /** Until the head of the answer has come. */
  readonly headers: number
  /** Between two parts of a body, in either direction. */
  readonly body: number
  /** An idle connection to an upstream is closed after this. */
  readonly idle: number
}

export interface RetrySettings {
  /** At most this many further attempts, only of idempotent requests of which nothing has been answered. */
  readonly attempts: number
  /** Retries may be this share of all requests at most, 0 to 100. */
  readonly budget: number
}

/** Translates what proves a session on one side to what proves it on the other. */
export interface Bridge {
  /** What is renamed or copied on its way to a side: `cookie:session` → `header:x-session`. */
  readonly request: readonly { readonly side: Side; readonly from: string; readonly to: string }[]
  /** The same for answers, such as a cookie set by one side that the other has to know too. */
  readonly response: readonly { readonly side: Side; readonly from: string; readonly to: string }[]
}

/** One entry of `routes`. */
export interface Route {
  /** Unique; letters, digits, `-`, `_` and `.`. */
  readonly id: string
  readonly match: RouteMatch
  /** Names of upstreams; `new` is null while there is nothing new. */
  readonly legacy: string
  readonly new: string | null
  /** As the config declares it; the state may have moved on. */
  readonly mode: Mode
  /** Percent of keys that the new side gets in mode `canary`, with two decimals. */
  readonly share: number
  readonly sticky: StickyKey
  /** Part of the hash; change it and all users are dealt anew. The route's id unless given. */
  readonly salt: string
  readonly override: Override | null
  readonly shadow: ShadowSettings
  readonly compare: CompareSettings
  /** Null: the share moves by hand only. */
  readonly ramp: RampSettings | null
  readonly timeouts: Timeouts
  readonly retry: RetrySettings
  /** Path prefix taken off, and another put in front, on the way to the new side. */
  readonly rewrite: { readonly strip: string; readonly add: string } | null
  readonly bridge: Bridge
  /** For hooks of a gateway; the proxy itself does not look at it. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** A system that requests may be sent to; nothing that is not named here is ever reached. */
export interface Upstream {
  readonly name: string
  /** Origins, `http://127.0.0.1:3000`; several share the load. */
  readonly origins: readonly string[]
  /** Connections to each origin. */
  readonly connections: number
  /** The `Host` that it is sent: the client's when null. */
  readonly host: string | null
  /** Certificates (PEM, or the name of a file of them) that vouch for it over https; null for those that Node knows. */
  readonly ca: string | null
  /** The name that its certificate has to bear, and that it is asked for by (SNI); null for the one of the origin. */
  readonly serverName: string | null
  /** Milliseconds after which its name is resolved anew. */
  readonly resolve: number
  readonly breaker: BreakerSettings
}

export interface BreakerSettings {
  /** Consecutive failures after which an origin is left alone. */
  readonly failures: number
  /** Milliseconds that it is left alone, doubled with each relapse up to ten times. */
  readonly pause: number
}

export interface Limits {
  /** Bytes of a request's head. */
  readonly head: number
  /** Bytes of a request's body; null for none. */
  readonly body: number | null
  /** Milliseconds that a client may take for its request's head. */
  readonly headTimeout: number
  /** Milliseconds that a connection may be idle between requests. */
  readonly keepAlive: number
  /** Milliseconds that requests at work are given when the proxy stops. */
  readonly drain: number
}

/** What is believed of a client's own account of itself. */
export interface Trust {
  /** Addresses and networks (`10.0.0.0/8`) whose `Forwarded` and `X-Forwarded-*` are believed. */
  readonly proxies: readonly string[]
}

export type StateSettings =
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'postgres' | 'redis'
      /** Null where it comes from the environment. */
      readonly url: string | null
      /** Environment variable that holds it; null where the config does. */
      readonly urlVariable: string | null
      /** Whose state it is: a database may hold those of several proxies. */
      readonly name: string
    }

export interface Listen {
  readonly host: string
  readonly port: number
}

/** `strangler.config.json` after parsing: complete, nothing optional. */
export interface StranglerConfig {
  readonly listen: Listen
  /** With certificates the proxy speaks HTTP/1.1 and HTTP/2 over TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  /** Null: no admin API. The token comes from the environment variable of this name. */
  readonly admin: (Listen & { readonly tokenVariable: string }) | null
  readonly upstreams: ReadonlyMap<string, Upstream>
  /** In the order of the file. */
  readonly routes: readonly Route[]
  /** Upstream of requests that no route matches. */
  readonly fallback: string
  /** Hosts that absolute-form requests may name, lower case; empty: any that a request's own `Host` names. */
  readonly hosts: readonly string[]
  readonly limits: Limits
  readonly trust: Trust
  readonly state: StateSettings
  /** Share of requests traced, 0 to 100; spans go to the OTLP endpoint when there is one. */
  readonly tracing: { readonly share: number; readonly endpoint: string | null }
  readonly accessLog: boolean
}

/** Something wrong with a config. Line and column from 1. */
export interface ConfigProblem {
  readonly message: string
  readonly hint: string
  readonly path: readonly (string | number)[]
  readonly line: number
  readonly column: number
}
