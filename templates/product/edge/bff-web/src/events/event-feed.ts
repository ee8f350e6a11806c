export interface FeedEvent {
  /** Its place in the feed: what a client gives back to go on after it. Without line breaks. */
  readonly id: string
  readonly type: string
  readonly payload: unknown
  /** ISO 8601. */
  readonly at: string
}

/** Events in the order in which clients get them. */
export interface EventFeed {
  /** Those after a place; from the beginning for null. Throws `UnknownPosition`. */
  readonly read: (after: string | null, limit: number) => Promise<readonly FeedEvent[]>
  /** The place after which everything is new; null where there was nothing yet. */
  readonly newest: () => Promise<string | null>
  /** Until something may have come since `wait` was called, or the signal aborts. May be early. */
  readonly wait: (signal: AbortSignal) => Promise<void>
}

/** The feed does not know the place, or no more. */
export class UnknownPosition extends Error {
  constructor(readonly position: string) {
    super('The feed has no such place')
    this.name = 'UnknownPosition'
  }
}
