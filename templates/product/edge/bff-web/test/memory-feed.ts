import { type EventFeed, type FeedEvent, UnknownPosition } from '../src/index.js'

/** A feed that counts how it is used. Its places are numbers. */
export function memoryFeed(prefix = '') {
  const events: FeedEvent[] = []
  const sleepers = new Set<() => void>()
  let reads = 0
  const placeOf = (id: string) => {
    const place = Number(id.slice(prefix.length))
    if (!Number.isInteger(place) || place < 1 || place > events.length) throw new UnknownPosition(id)
    return place
  }
  const feed: EventFeed = {
    newest: async () => events.at(-1)?.id ?? null,
    read: async (after, limit) => {
      reads += 1
      const from = after === null ? 0 : placeOf(after)
      return events.slice(from, from + limit)
    },
    wait: signal =>
      new Promise(resolve => {
        sleepers.add(resolve)
        signal.addEventListener('abort', () => {
          sleepers.delete(resolve)
          resolve()
        })
      }),
  }
  return {
    feed,
    publish: (type: string, payload: unknown, at = new Date(events.length).toISOString()) => {
      events.push({ id: `${prefix}${events.length + 1}`, type, payload, at })
      for (const wake of [...sleepers]) wake()
      sleepers.clear()
    },
    sleepers: () => sleepers.size,
    reads: () => reads,
  }
}
