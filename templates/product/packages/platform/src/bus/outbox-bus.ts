import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AnyModuleDatabase, Database, Log } from '../database/index.js'
import { platformModule } from '../database/module-role.js'
import { createLeases } from '../jobs/leases.js'
import { publisherOf } from '../outbox/publisher-of.js'
import { hasUnread, type Position, readOutbox } from '../outbox/read-outbox.js'
import { listenForWakeUps } from '../outbox/wake-up.js'
import { ageOfUnread, sampleBacklog } from './backlog.js'
import { type Bell, createBell } from './bell.js'
import type { Bus, BusMember } from './bus.js'
import type { BusTelemetry } from './bus-telemetry.js'
import { cleanUpAgainAndAgain } from './clean-up-loop.js'
import { assertMembers } from './check-members.js'
import { type Consumer, type ConsumerOptions, createConsumer } from './consumer.js'
import { countPublications } from './count-publications.js'
import { runReadLoop } from './read-loop.js'
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.js'

export interface BusOptions {
  readonly database: Database
  readonly log: Log
  readonly retry?: Partial<RetryPolicy>
  /** Milliseconds between two looks when no wake-up comes; a second unless told otherwise. */
  readonly poll?: number
  /** Milliseconds until others take over from a process that died; 10 seconds unless told otherwise. */
  readonly lease?: number
  readonly telemetry?: BusTelemetry
  /** Milliseconds between two looks at how far behind subscriptions are; 10 seconds unless told otherwise. */
  readonly sample?: number
}

interface Reader {
  readonly consumer: Consumer
  readonly type: string
  readonly publisher: AnyModuleDatabase
  readonly bell: Bell
}

const batch = 100

/** Reads the outboxes themselves: no broker, and any number of processes on one database. */
export function createOutboxBus(options: BusOptions): Bus {
  const { database, log, poll = 1_000, telemetry, sample = 10_000 } = options
  const retry = { ...defaultRetryPolicy, ...options.retry }

  return {
    startSubscriptions: async members => {
      assertMembers(members)
      const readers = members.flatMap(member => createReaders(member, members, { ...options, retry }))
      const stop = new AbortController()
      setMaxListeners(0, stop.signal)
      const stopCounting = countPublications(members, telemetry)
      const leases = createLeases({
        database: await database.module(platformModule),
        holder: randomUUID(),
        log,
        ...(options.lease === undefined ? {} : { lifetime: options.lease }),
      })
      const running = [
        ...readers.map(reader =>
          leases.hold(`reader ${reader.consumer.name}`, stop.signal, lease =>
            runReadLoop(
              {
                name: reader.consumer.name,
                step: signal => read(reader, signal),
                bell: reader.bell,
                poll,
                log,
              },
              lease.signal,
            ),
          ),
        ),
        ...members.map(({ database: own }) =>
          leases.hold(`clean-up ${own.module}`, stop.signal, lease =>
            cleanUpAgainAndAgain(own, () => findPassed(own.module, readers), lease),
          ),
        ),
        ...(telemetry === undefined ? [] : readers).map(reader =>
          sampleBacklog(
            { find: () => findBacklog(reader), tell: reader.consumer.tellBacklog, every: sample },
            stop.signal,
          ),
        ),
        listenForWakeUps(database.urlOf(platformModule), stop.signal, module => {
          for (const reader of readers)
            if (module === null || reader.publisher.module === module) reader.bell.ring()
        }),
      ]
      return {
        settled: async () => {
          while (!(await areSettled(readers))) await sleep(10)
        },
        drain: async () => {
          stop.abort()
          await Promise.all(running)
          stopCounting()
        },
      }
    },
  }
}

function createReaders(
  { module, database }: BusMember,
  members: readonly BusMember[],
  options: Pick<ConsumerOptions, 'log' | 'retry' | 'telemetry'>,
): readonly Reader[] {
  return module.subscriptions.map(subscription => {
    const { type } = subscription.event
    const publisher = members.find(member => member.module.contract.name === publisherOf(type))
    if (!publisher)
      throw new Error(
        `${module.contract.name}.${subscription.name} listens to ${type}, but ${publisherOf(type)} is not here`,
      )
    return {
      consumer: createConsumer({ ...options, subscription, database }),
      type,
      publisher: publisher.database,
      bell: createBell(),
    }
  })
}

async function read(
  { consumer, type, publisher }: Reader,
  signal: AbortSignal,
): Promise<true | number | null> {
  const due = await consumer.retryDue(signal)
  let from = await consumer.position(publisher.module)
  const records = await readOutbox(publisher.db, { type, after: from, limit: batch })
  for (const { envelope, position } of records) {
    if (signal.aborted) return null
    if (!(await consumer.receive(envelope, { source: publisher.module, from, to: position }))) return true
    from = position
  }
  if (records.length > 0) return true
  return due
}

async function findBacklog({ consumer, type, publisher }: Reader): Promise<number> {
  const unread = await ageOfUnread(publisher.db, type, await consumer.position(publisher.module))
  return Math.max(unread, await consumer.ageOfRetries())
}

async function areSettled(readers: readonly Reader[]): Promise<boolean> {
  for (const { consumer, type, publisher } of readers) {
    if (await hasUnread(publisher.db, type, await consumer.position(publisher.module))) return false
    if (await consumer.hasRetries()) return false
  }
  return true
}

/** By type, the position of the reader that is furthest behind. */
async function findPassed(
  module: string,
  readers: readonly Reader[],
): Promise<ReadonlyMap<string, Position>> {
  const passed = new Map<string, Position>()
  for (const { consumer, type, publisher } of readers) {
    if (publisher.module !== module) continue
    const position = await consumer.position(module)
    const other = passed.get(type)
    if (!other || isBefore(position, other)) passed.set(type, position)
  }
  return passed
}

function isBefore(a: Position, b: Position): boolean {
  return BigInt(a.xid) === BigInt(b.xid) ? BigInt(a.seq) < BigInt(b.seq) : BigInt(a.xid) < BigInt(b.xid)
}
