import type { OutboxFollower, OutboxFollowers, PlacedEvent } from '@shop/platform/outbox'
import { type EventFeed, UnknownPosition } from './event-feed.js'
import { mergeFeeds } from './merge-feeds.js'

/** The outboxes of all modules as one feed for clients. */
export function feedOfOutboxes({ byModule }: OutboxFollowers): EventFeed {
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
