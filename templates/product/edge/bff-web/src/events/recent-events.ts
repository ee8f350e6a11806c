import type { FeedEvent } from './event-feed.js'

/** The last events of a feed. */
export interface RecentEvents {
  readonly append: (events: readonly FeedEvent[]) => void
  /** Null where the place is not among them. */
  readonly read: (after: string | null, limit: number) => readonly FeedEvent[] | null
  readonly newest: () => string | null
}

export function createRecentEvents(start: string | null, keep: number): RecentEvents {
  let events: FeedEvent[] = []
  let oldest = start
  /** How many were forgotten. */
  let forgotten = 0
  /** By place, the number of the first event after it, counted from the very first. */
  const nextAfter = new Map<string | null, number>([[start, 0]])
  const forget = (count: number) => {
    for (const { id } of events.slice(0, count)) {
      nextAfter.delete(oldest)
      oldest = id
    }
    events = events.slice(count)
    forgotten += count
  }
  return {
    append: more => {
      for (const event of more) nextAfter.set(event.id, forgotten + events.push(event))
      // By halves, so that memory is not moved with each event.
      if (events.length > 2 * keep) forget(events.length - keep)
    },
    read: (after, limit) => {
      const next = nextAfter.get(after)
      return next === undefined ? null : events.slice(next - forgotten, next - forgotten + limit)
    },
    newest: () => events.at(-1)?.id ?? oldest,
  }
}
