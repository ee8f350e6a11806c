import { setTimeout as sleep } from 'node:timers/promises'
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { Log } from '../database/index.js'

export interface EventStream {
  readonly name: string
  readonly js: JetStreamClient
  readonly manager: JetStreamManager
  readonly connection: NatsConnection
}

export interface EventStreamOptions {
  readonly url: string
  readonly name: string
  readonly subjects: string
  readonly log: Log
}

/** Nanoseconds. A message that a relay repeats within this time is stored once; the inbox knows those that come later. */
const duplicateWindow = 10 * 60 * 1e9
const keptFor = 7 * 24 * 3_600 * 1e9

/** Waits for a server that is not there yet; null when the signal aborts before it is. */
export async function openEventStream(
  options: EventStreamOptions,
  signal: AbortSignal,
): Promise<EventStream | null> {
  const { url, name, log } = options
  while (!signal.aborted) {
    try {
      const connection = await connect({
        servers: url.split(','),
        name,
        maxReconnectAttempts: -1,
        timeout: 5_000,
      })
      try {
        const manager = await jetstreamManager(connection)
        await ensureStream(manager, options)
        return { name, js: jetstream(connection), manager, connection }
      } catch (error) {
        await connection.close()
        throw error
      }
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'NATS does not answer')
      await sleep(1_000, undefined, { signal }).catch(() => {})
    }
  }
  return null
}

/** One that exists stays as its operators have set it up. */
async function ensureStream(
  manager: JetStreamManager,
  { name, subjects }: EventStreamOptions,
): Promise<void> {
  const exists = await manager.streams.info(name).then(
    () => true,
    () => false,
  )
  if (exists) return
  await manager.streams.add({
    name,
    subjects: [subjects],
    duplicate_window: duplicateWindow,
    max_age: keptFor,
  })
}
