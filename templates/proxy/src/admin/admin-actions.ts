import type { ConfigProblem, Mode } from '../config/model.js'

/** A request to be explained. */
export interface ExplainRequest {
  readonly method: string
  /** Path and query, as a client would send it. */
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly address: string
}

/** What became of an order: the new state of what it was about, or why it was refused. */
export type Answer =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly status: 404 | 409 | 422 | 503; readonly message: string }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigProblem[] }

/** What an operator may ask of a running proxy. */
export interface AdminActions {
  readonly status: () => unknown
  readonly explain: (request: ExplainRequest) => unknown
  readonly shift: (
    route: string,
    to: { readonly mode: Mode | null; readonly share: number | null },
  ) => Promise<Answer>
  readonly rollback: (route: string, reason: string) => Promise<Answer>
  readonly resume: (route: string) => Promise<Answer>
  /** Everything to the old side at once, or back to what the routes say. */
  readonly kill: (killed: boolean) => Promise<Answer>
  /** Takes a new config, whole or not at all. */
  readonly reload: (text: string) => Promise<Answer>
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>
  /** Whether requests can be served. */
  readonly isReady: () => boolean
}
