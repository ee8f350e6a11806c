import { type EventFeed, type FeedEvent, UnknownPosition } from './event-feed.js'

/** By feed, the place up to which a client has it. */
type Places = ReadonlyMap<string, string | null>

/** Many feeds, as one a module, in one. A place in it is a place in each; one that is added later counts from its beginning. */
export function mergeFeeds(feeds: Readonly<Record<string, EventFeed>>): EventFeed {
  const names = Object.keys(feeds).sort()
  const each = <T>(ask: (feed: EventFeed, name: string) => Promise<T>) =>
    Promise.all(names.map(name => ask(feeds[name] as EventFeed, name)))
  return {
    read: async (after, limit) => {
      const places = new Map(after === null ? [] : decodePlaces(after))
      const batches = await each(async (feed, name) => {
        const events = await feed.read(places.get(name) ?? null, limit)
        return events.map(event => ({ name, event }))
      })
      // By time as far as each feed's own order allows.
      return interleave(batches)
        .slice(0, limit)
        .map(({ name, event }) => {
          places.set(name, event.id)
          return { ...event, id: encodePlaces(places) }
        })
    },
    newest: async () => encodePlaces(new Map(await each(async (feed, name) => [name, await feed.newest()]))),
    wait: async signal => {
      const enough = new AbortController()
      const stop = () => enough.abort()
      signal.addEventListener('abort', stop, { once: true })
      if (signal.aborted) stop()
      try {
        await Promise.race(names.map(name => feeds[name]?.wait(enough.signal)))
      } finally {
        signal.removeEventListener('abort', stop)
        stop()
      }
    },
  }
}

interface Named {
  readonly name: string
  readonly event: FeedEvent
}

function interleave(batches: readonly (readonly Named[])[]): readonly Named[] {
  const queues = batches.map(batch => [...batch])
  const merged: Named[] = []
  for (;;) {
    const heads = queues.filter(([head]) => head !== undefined)
    const first = heads.reduce<Named[] | null>((best, queue) => (isEarlier(queue, best) ? queue : best), null)
    const next = first?.shift()
    if (next === undefined) return merged
    merged.push(next)
  }
}

function isEarlier([head]: readonly Named[], best: readonly Named[] | null): boolean {
  return best === null || (head?.event.at ?? '') < (best[0]?.event.at ?? '')
}

function encodePlaces(places: Places): string {
  const sorted = [...places].filter(([, place]) => place !== null).sort(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.from(JSON.stringify(sorted)).toString('base64url')
}

function decodePlaces(text: string): [string, string][] {
  try {
    const entries: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(entries) && entries.every(isPlace)) return entries
  } catch {
    // Told below.
  }
  throw new UnknownPosition(text)
}

function isPlace(entry: unknown): entry is [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every(part => typeof part === 'string')
}
