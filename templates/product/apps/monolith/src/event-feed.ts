import { type EventFeed, mergeFeeds, UnknownPosition } from '@shop/bff-web'
import type { OutboxFollower, OutboxFollowers, PlacedEvent } from '@shop/platform/outbox'

/** The outboxes of all modules as one feed for clients. */
export function createEventFeed({ byModule }: OutboxFollowers): EventFeed {
  return mergeFeeds(Object.fromEntries([...byModule].map(([module, follower]) => [module, feedOf(follower)])))
}

function feedOf({ read, newest, wait }: OutboxFollower): EventFeed {
  return {
    read: async (after, limit) => {
      const events = await read(after, limit)
      if (events === null) throw new UnknownPosition(after ?? '')
      return events.map(present)
    },
    newest,
    wait,
  }
}

function present({ place, envelope: { type, payload, occurredAt } }: PlacedEvent) {
  return { id: place, type, payload, at: occurredAt }
}
