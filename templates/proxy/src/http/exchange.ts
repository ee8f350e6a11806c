import type { Route, Side } from '../config/model.js'

/** What a hook wants to have told of a request in the log. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>

/** A request before its body has been read: what routing looks at. */
export interface RequestHead {
  /** Upper case as sent. */
  readonly method: string
  /** Path and query, byte for byte as sent (origin-form). */
  readonly url: string
  /** Lower case, with port as sent; empty when there was none. */
  readonly host: string
  /** Names and values in turns, as sent. */
  readonly rawHeaders: readonly string[]
  /** The client's address, as the trust list lets it be known. */
  readonly address: string
  readonly fields?: Fields
}

/** Why a request goes where it goes. */
export type Reason = 'mode' | 'share' | 'override' | 'killed' | 'halted' | 'no route' | 'open breaker'

/** Where a request goes. */
export interface Decision {
  /** Null when no route matches: the fallback upstream answers. */
  readonly route: Route | null
  readonly side: Side
  /** Name of the upstream that answers. */
  readonly upstream: string
  readonly reason: Reason
  /** 0 to 9,999; null where no share was asked. */
  readonly bucket: number | null
}

/** How an exchange with the side that answers the client ended. */
export interface Outcome {
  /** Status sent to the client; null when the client had left before. */
  readonly status: number | null
  /** Milliseconds from the request's head to the answer's head, and to its end. */
  readonly headMs: number
  readonly totalMs: number
  /** What went wrong on the way to the upstream, on its way back, or because of the client. */
  readonly failure: null | 'connect' | 'timeout' | 'reset' | 'protocol' | 'client' | 'limit' | 'refused'
  /** Further attempts that were made. */
  readonly retries: number
  readonly requestBytes: number
  readonly responseBytes: number
}
