import { setTimeout as sleep } from 'node:timers/promises'
import { type EventFeed, type FeedEvent, UnknownPosition } from './event-feed.js'

export interface EventStream {
  readonly feed: EventFeed
  /** Null for the beginning. */
  readonly from: string | null
  readonly isVisible: (event: FeedEvent) => boolean
  /** Milliseconds. */
  readonly heartbeat: number
  readonly signal: AbortSignal
}

/** Events that are asked for at once. */
const batch = 100

/** Server-sent events until the signal aborts. Reads no further than the client takes them. */
export async function* streamEvents(stream: EventStream): AsyncGenerator<string> {
  const { feed, from, isVisible, heartbeat, signal } = stream
  let position = from
  let told = from
  yield `retry: 2000\n${place(position)}\n`
  while (!signal.aborted) {
    const round = openRound(signal)
    try {
      // Before reading, so that nothing that comes in between is slept through.
      const woken = feed.wait(round.signal)
      woken.catch(() => {})
      const events = await readOrReset(feed, position)
      if (events === null) {
        position = await feed.newest()
        told = position
        yield `event: reset\n${place(position)}data: {}\n\n`
        continue
      }
      position = events.at(-1)?.id ?? position
      for (const event of events.filter(isVisible)) {
        told = event.id
        yield render(event)
      }
      if (events.length === batch || signal.aborted) continue
      const late = sleep(heartbeat, true, { signal: round.signal }).catch(() => false)
      if (!(await Promise.race([woken, late]))) continue
      // A place without data: a client that comes back is spared what it may not see.
      yield told === position ? ':\n\n' : `${place(position)}\n`
      told = position
    } finally {
      round.end()
    }
  }
}

function render({ id, type, payload, at }: FeedEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify({ at, payload })}\n\n`
}

function place(position: string | null): string {
  return position === null ? '' : `id: ${position}\n`
}

async function readOrReset(feed: EventFeed, position: string | null) {
  try {
    return await feed.read(position, batch)
  } catch (error) {
    if (error instanceof UnknownPosition) return null
    throw error
  }
}

/** A signal that ends with the round or with the stream. */
function openRound(outer: AbortSignal) {
  const round = new AbortController()
  const abort = () => round.abort()
  outer.addEventListener('abort', abort, { once: true })
  return {
    signal: round.signal,
    end: () => {
      outer.removeEventListener('abort', abort)
      abort()
    },
  }
}
