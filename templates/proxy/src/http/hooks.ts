import type { Decision, Fields, Outcome, RequestHead } from './exchange.js'
import type { ProblemSlug } from './problems.js'

/** A problem (RFC 9457) that is answered instead of asking an upstream. */
export interface Refusal {
  readonly kind: 'refuse'
  readonly status: number
  /** Stable; becomes the `type` of the problem and the value of `x-strangler-error`. */
  readonly slug: string
  readonly title: string
  /** What is particular to this request. */
  readonly detail?: string
  /** Names and values in turns, such as `Retry-After`. */
  readonly headers: readonly string[]
  readonly fields?: Fields
}

/** A whole answer that is given instead of asking an upstream. */
export interface Reply {
  readonly kind: 'reply'
  readonly status: number
  /** Names and values in turns. Length, coding and what belongs to a connection are ours to say and are dropped. */
  readonly headers: readonly string[]
  readonly body: Buffer | string
  readonly fields?: Fields
}

/** Lets a request through, with something on top. */
export interface Passage {
  readonly kind: 'pass'
  /** Headers for the upstream, names and values in turns. Whatever the client sent under these names is dropped. */
  readonly request?: readonly string[]
  /** Headers for the client, in place of those that the upstream may send under these names. */
  readonly response?: readonly string[]
  /**
   * Sees the upstream's answer go by, its headers as the client gets them. Either its `onEnd` or its `onAbort` is called
   * once, whatever happens.
   */
  readonly watch?: AnswerTap
  /**
   * The exchange goes on for `watch` when the client leaves once all of its request has come: for the time that the route
   * gives a body, and 8 MB of the answer. Not for other protocols. Without it the upstream is told that nobody waits.
   */
  readonly outlivesClient?: boolean
  readonly fields?: Fields
}

/** Null lets a request through as it is. */
export type Verdict = null | Refusal | Reply | Passage

/** A request that waits for a verdict. */
export interface AskedRequest {
  /** Without the headers that are reserved for the gateway. */
  readonly head: RequestHead
  /** Lower case; the protocol that is asked for, such as `websocket`, or null. */
  readonly upgrade: string | null
  /**
   * Reads the body as a whole; the upstream gets it all the same. Null when it has more bytes than `limit`. Rejects
   * when the client leaves, and when the request is answered before all of it has come.
   */
  readonly readBody: (limit: number) => Promise<Buffer | null>
}

/** Watches a body go by. Must neither throw nor change the chunks; it may keep them. */
export interface BodyTap {
  onChunk(chunk: Buffer): void
  /** All of the body has come. */
  onEnd(): void
  /** The body broke off. Neither `onEnd` nor `onChunk` follows. */
  onAbort(): void
}

/** Watches the answer that the client gets. */
export interface AnswerTap extends BodyTap {
  /** Headers as the upstream sent them unless told otherwise, names and values in turns. */
  onHead(status: number, rawHeaders: readonly string[]): void
}

export interface ExchangeTaps {
  readonly request: BodyTap | null
  readonly answer: AnswerTap | null
}

/** A request that was answered without an upstream, by a hook or because it asked the proxy itself. */
export interface OwnAnswer {
  /** Null when the client had left before. */
  readonly status: number | null
  /** Of a refusal. */
  readonly slug: string | null
  readonly totalMs: number
}

/** A request that was refused before it was routed, as far as it could be read. */
export interface RefusedRequest {
  readonly slug: ProblemSlug
  readonly status: number
  readonly method: string | null
  /** As sent, in whatever form. */
  readonly target: string | null
  readonly host: string | null
  /** The client's address, as the trust list lets it be known. */
  readonly address: string
}

export interface ProxyHooks {
  /** Names of headers that a client's request never brings to an upstream, in whatever spelling; only `before` gives them. */
  readonly reserved?: readonly string[]
  /** Authentication, rate limits and own answers of a gateway. Runs before routing; a body waits until it has answered. */
  readonly before?: (request: AskedRequest) => Verdict | Promise<Verdict>
  /** Told what a hook threw. The request is refused then. */
  readonly onError?: (error: unknown) => void
  /** Called once for every request that `before` or the proxy itself has answered. */
  readonly onOwnAnswer?: (head: RequestHead, answer: OwnAnswer) => void
  /** Told of every request that was refused before it was routed. */
  readonly onRefusal?: (request: RefusedRequest) => void
  /** Asked once a request, when its way is known; null when nobody wants to watch. */
  readonly shadow?: (head: RequestHead, decision: Decision) => ExchangeTaps | null
  /** May change the headers that the upstream gets, names and values in turns. */
  readonly request?: (head: RequestHead, decision: Decision, headers: string[]) => void
  /** May change the headers that the client gets, names and values in turns. */
  readonly answer?: (head: RequestHead, decision: Decision, headers: string[]) => void
  /** Called once for every request that was routed. */
  readonly onOutcome?: (head: RequestHead, decision: Decision, outcome: Outcome) => void
}
