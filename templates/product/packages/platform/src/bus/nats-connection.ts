import { setTimeout as sleep } from 'node:timers/promises'
import {
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { createBackoff, type Log } from '../database/index.js'

export interface EventStream {
  readonly name: string
  /** Another one whenever the stream had to be made anew: its numbers, and so all positions in it, begin anew. */
  readonly identity: string
  readonly js: JetStreamClient
  readonly manager: JetStreamManager
  /** Aborts when it may not be what it was any more. */
  readonly lost: AbortSignal
}

export interface EventStreamOptions {
  readonly url: string
  readonly name: string
  readonly subjects: string
  readonly log: Log
}

export interface EventStreams {
  /** The stream as it is now; waits while NATS is away. Null once all is over. */
  readonly current: () => Promise<EventStream | null>
  /** The same where it is there; null while it is not. */
  readonly known: () => EventStream | null
  /** Something failed: it is looked at again before it is used again. */
  readonly doubt: (stream: EventStream) => void
  /** After the signal of `followEventStream`. */
  readonly close: () => Promise<void>
}

/** Nanoseconds. A message that a relay repeats within this time is stored once; the inbox knows those that come later. */
const duplicateWindow = 10 * 60 * 1e9
const keptFor = 7 * 24 * 3_600 * 1e9

/** Of the server. */
const streamNotFound = 10059

/** Milliseconds that a connection gets for its last words. */
const farewell = 2_000

interface Open {
  readonly stream: EventStream
  readonly lose: () => void
}

/** Waits for a server that is not there yet, and looks for its stream again whenever the connection was lost. */
export function followEventStream(options: EventStreamOptions, signal: AbortSignal): EventStreams {
  const notice = createNotice(options.log)
  let connection: NatsConnection | null = null
  let known: Open | null = null
  const watch = async (watched: NatsConnection) => {
    for await (const { type } of watched.status()) if (type === 'disconnect') lookAgain()
  }
  const find = async (): Promise<Open> => {
    if (connection === null || connection.isClosed()) {
      connection = await connectTo(options)
      void watch(connection)
    }
    const manager = await jetstreamManager(connection)
    const identity = await ensureStream(manager, options)
    const lost = new AbortController()
    const { name } = options
    const stream = { name, identity, js: jetstream(connection), manager, lost: lost.signal }
    return { stream, lose: () => lost.abort() }
  }
  const open = async (): Promise<EventStream | null> => {
    const backoff = createBackoff()
    while (!signal.aborted) {
      try {
        known = await find()
        notice.back()
        return known.stream
      } catch (error) {
        notice.away(error)
        await sleep(backoff.next(), undefined, { signal }).catch(() => {})
      }
    }
    return null
  }
  const lookAgain = () => {
    if (known === null) return
    known.lose()
    known = null
    current = open()
  }
  let current = open()
  return {
    current: () => current,
    known: () => known?.stream ?? null,
    doubt: stream => {
      if (known?.stream === stream) lookAgain()
    },
    close: async () => {
      await current
      if (connection === null || connection.isClosed()) return
      // One that is away would be waited for.
      await Promise.race([connection.drain(), sleep(farewell, undefined, { ref: false })]).catch(() => {})
      await connection.close()
    },
  }
}

function connectTo({ url, name }: EventStreamOptions): Promise<NatsConnection> {
  return connect({ servers: url.split(','), name, maxReconnectAttempts: -1, timeout: 5_000 })
}

/** Tells once that NATS is away, and once that it is there. */
function createNotice(log: Log) {
  let isAway = false
  return {
    away: (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      if (!isAway) log.warn({ reason }, 'NATS is away: events wait in their outboxes')
      isAway = true
    },
    back: () => {
      if (isAway) log.info({}, 'NATS is there')
      isAway = false
    },
  }
}

/** One that exists stays as its operators have set it up. Answers its identity. */
async function ensureStream(
  manager: JetStreamManager,
  { name, subjects }: EventStreamOptions,
): Promise<string> {
  const existing = await manager.streams.info(name).catch(error => {
    if (error instanceof JetStreamApiError && error.code === streamNotFound) return null
    throw error
  })
  const { created } =
    existing ??
    (await manager.streams.add({
      name,
      subjects: [subjects],
      duplicate_window: duplicateWindow,
      max_age: keptFor,
    }))
  return created
}
