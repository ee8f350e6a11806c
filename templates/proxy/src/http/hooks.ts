import type { Decision, Outcome, RequestHead } from './exchange.js'

/** An answer that is given instead of asking an upstream. */
export interface Refusal {
  readonly status: number
  /** Stable; becomes the `type` of the problem and the value of `x-strangler-error`. */
  readonly slug: string
  readonly title: string
  /** Names and values in turns. */
  readonly headers: readonly string[]
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
  /** Headers as the upstream sent them, names and values in turns. */
  onHead(status: number, rawHeaders: readonly string[]): void
}

export interface ExchangeTaps {
  readonly request: BodyTap | null
  readonly answer: AnswerTap | null
}

export interface ProxyHooks {
  /** Authentication and rate limits of a gateway. Runs before routing; a body waits until it has answered. */
  readonly before?: (head: RequestHead) => null | Refusal | Promise<null | Refusal>
  /** Asked once a request, when its way is known; null when nobody wants to watch. */
  readonly shadow?: (head: RequestHead, decision: Decision) => ExchangeTaps | null
  /** May change the headers that the upstream gets, names and values in turns. */
  readonly request?: (head: RequestHead, decision: Decision, headers: string[]) => void
  /** May change the headers that the client gets, names and values in turns. */
  readonly answer?: (head: RequestHead, decision: Decision, headers: string[]) => void
  /** Called once for every request that was routed. */
  readonly onOutcome?: (head: RequestHead, decision: Decision, outcome: Outcome) => void
}
