import { Readable } from 'node:stream'
import { type Caller, ContractError, platformError } from '@shop/platform/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readSignedIn } from '../http/read-signed-in.js'
import type { EventFeed, FeedEvent } from './event-feed.js'
import { createSeats } from './seats.js'
import { shareFeed } from './share-feed.js'
import { streamEvents } from './stream-events.js'

/** Whether a user may know of an event. Says no unless it is sure. */
export type MayRead = (event: FeedEvent, caller: Caller) => boolean

export interface EventStreamOptions {
  readonly feed: EventFeed
  readonly mayRead: MayRead
  /** Milliseconds between two signs of life; 15 seconds unless told otherwise. */
  readonly heartbeat?: number
  /** Milliseconds after which a client has to come back, with a token that still counts; 15 minutes unless told otherwise. */
  readonly lifetime?: number
  /** Of one user at once, in this process; 6 unless told otherwise. */
  readonly streamsPerUser?: number
  /** Ends all streams and begins no more: for a shutdown that waits for requests elsewhere before this server closes. */
  readonly closing?: AbortSignal
}

const headers = {
  'cache-control': 'private, no-store',
  'content-type': 'text/event-stream; charset=utf-8',
  'x-accel-buffering': 'no',
}

/** `GET /web/events`, resumable by `Last-Event-ID`. To be read by `fetch`, as `EventSource` sends no token. */
export function mountEvents(app: FastifyInstance, options: EventStreamOptions): void {
  const { mayRead, heartbeat = 15_000, lifetime = 900_000, streamsPerUser = 6, closing } = options
  const feed = shareFeed(options.feed)
  const seats = createSeats(streamsPerUser)
  const open = new Set<() => void>()
  let closed = false
  const close = () => {
    closed = true
    feed.close()
    for (const end of [...open]) end()
  }
  closing?.addEventListener('abort', close, { once: true })
  app.addHook('preClose', async () => close())

  app.get('/web/events', { exposeHeadRoute: false }, async (request, reply) => {
    const { caller } = readSignedIn(request)
    if (closed) throw platformError('unavailable')
    const leave = seats.take(caller.userId)
    if (leave === null) throw tooManyStreams(streamsPerUser)
    const ending = new AbortController()
    const end = () => ending.abort()
    const timer = setTimeout(end, lifetime)
    open.add(end)
    reply.raw.once('close', () => {
      clearTimeout(timer)
      open.delete(end)
      leave()
      end()
    })
    // Nothing was taken for that long: nobody is there.
    reply.raw.setTimeout(4 * heartbeat, () => reply.raw.destroy())
    const from = readPosition(request) ?? (await feed.newest())
    const isVisible = (event: FeedEvent) => {
      try {
        return mayRead(event, caller)
      } catch (error) {
        // Else every client would come back to the same event for ever.
        request.log.error({ err: error, event: event.id }, 'Nobody can tell who may read an event')
        return false
      }
    }
    const frames = streamEvents({ feed, from, isVisible, heartbeat, signal: ending.signal })
    return reply.headers(headers).send(Readable.from(frames, { objectMode: false, highWaterMark: 16_384 }))
  })
}

function readPosition({ headers }: FastifyRequest): string | null {
  const given = headers['last-event-id']
  return typeof given === 'string' && given !== '' ? given : null
}

function tooManyStreams(limit: number): ContractError {
  return new ContractError('too-many-streams', {
    status: 429,
    title: 'Close another page first; it listens for events as well',
    fields: { limit },
  })
}
