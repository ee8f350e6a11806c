import type { Caller } from '@shop/platform/contract'

export interface CardContext {
  readonly caller: Caller
  /** Aborts when nobody waits any more. */
  readonly signal: AbortSignal
}

/** What one module shows on the first page. */
export interface Card {
  readonly name: string
  /** Milliseconds that the page waits for it; one second unless told otherwise. */
  readonly deadline?: number
  /** Whatever JSON can hold. */
  readonly load: (context: CardContext) => Promise<unknown>
}
