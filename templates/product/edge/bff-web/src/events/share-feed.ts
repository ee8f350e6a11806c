import { setTimeout as sleep } from 'node:timers/promises'
import type { EventFeed, FeedEvent } from './event-feed.js'
import { createRecentEvents, type RecentEvents } from './recent-events.js'
import { createWaiters } from './waiters.js'

export interface SharedFeed extends EventFeed {
  readonly close: () => void
}

/** Events that are asked for at once. */
const batch = 200
/** Milliseconds until a feed that failed is asked again. */
const pause = 1_000

/** One reader for all streams: whoever is up to date reads from memory, whoever comes back reads the feed until he is. */
export function shareFeed(feed: EventFeed, { keep = 1_000 }: { readonly keep?: number } = {}): SharedFeed {
  const closing = new AbortController()
  const waiters = createWaiters()
  let starting: Promise<RecentEvents> | null = null

  const start = async () => {
    const recent = createRecentEvents(await feed.newest(), keep)
    void follow(feed, recent.newest(), closing.signal, events => {
      recent.append(events)
      waiters.wake()
    })
    return recent
  }
  const started = () => {
    starting ??= start().catch(error => {
      starting = null
      throw error
    })
    return starting
  }
  return {
    newest: async () => (await started()).newest(),
    read: async (after, limit) => (await started()).read(after, limit) ?? feed.read(after, limit),
    wait: signal => waiters.wait(signal),
    close: () => closing.abort(),
  }
}

async function follow(
  feed: EventFeed,
  from: string | null,
  signal: AbortSignal,
  append: (events: readonly FeedEvent[]) => void,
): Promise<void> {
  let position = from
  while (!signal.aborted) {
    const round = new AbortController()
    const endRound = () => round.abort()
    signal.addEventListener('abort', endRound, { once: true })
    try {
      // Before reading, so that nothing that comes in between is slept through.
      const woken = feed.wait(round.signal)
      woken.catch(() => {})
      const events = await feed.read(position, batch)
      position = events.at(-1)?.id ?? position
      if (events.length > 0) append(events)
      if (events.length < batch) await woken
    } catch {
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {})
    } finally {
      signal.removeEventListener('abort', endRound)
      endRound()
    }
  }
}
