import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AnyModuleDatabase, isServerAway } from '../database/index.js'
import { platformModule } from '../database/module-role.js'
import { createLeases } from '../jobs/leases.js'
import { publisherOf } from '../outbox/publisher-of.js'
import { hasUnread } from '../outbox/read-outbox.js'
import { listenForWakeUps } from '../outbox/wake-up.js'
import { ageOfUnread, type BacklogSamples, sampleBacklog } from './backlog.js'
import { createBell } from './bell.js'
import type { Bus } from './bus.js'
import { assertMembers } from './check-members.js'
import { cleanUpAgainAndAgain } from './clean-up-loop.js'
import { createConsumer } from './consumer.js'
import { countPublications } from './count-publications.js'
import { type EventStream, followEventStream } from './nats-connection.js'
import { ageOfUnreceived, isReadUp, type PartitionReader, readPartition } from './nats-reader.js'
import { positionOfRelay, relay, relayName } from './nats-relay.js'
import type { BusOptions } from './outbox-bus.js'
import { subjectOf } from './partition.js'
import { runReadLoop } from './read-loop.js'
import { defaultRetryPolicy } from './retry-policy.js'

export interface NatsBusOptions extends BusOptions {
  /** One or several, separated by commas. */
  readonly url: string
  /** Readers that one subscription has at most; events of one key stay in one. Not to be changed while events are under way. */
  readonly partitions?: number
}

/** Takes events through a JetStream, so that modules need not share a database. */
export function createNatsBus(options: NatsBusOptions): Bus {
  const { database, log, poll = 1_000, partitions = 4, url, telemetry, sample = 10_000 } = options
  const { product } = database
  const retry = { ...defaultRetryPolicy, ...options.retry }

  return {
    startSubscriptions: async members => {
      assertMembers(members)
      const stop = new AbortController()
      setMaxListeners(0, stop.signal)
      const stopCounting = countPublications(members, telemetry)
      const streams = followEventStream(
        { url, name: `${product}-events`, subjects: `${product}.events.>`, log },
        stop.signal,
      )
      const leases = createLeases({
        database: await database.module(platformModule),
        holder: randomUUID(),
        log,
        ...(options.lease === undefined ? {} : { lifetime: options.lease }),
      })
      const publishers = members
        .filter(({ module }) => module.events.length > 0)
        .map(member => ({ publisher: member.database, bell: createBell() }))
      const consumers = members.flatMap(member =>
        member.module.subscriptions.map(subscription => ({
          consumer: createConsumer({ ...options, subscription, database: member.database, retry }),
          type: subscription.event.type,
        })),
      )
      const readers = consumers.flatMap(({ consumer, type }) =>
        Array.from(
          { length: partitions },
          (_, partition): PartitionReader => ({
            consumer,
            subject: subjectOf(product, type, partition),
            source: `nats ${type} ${partition}`,
          }),
        ),
      )

      /** Runs under a lease as soon as NATS is there. */
      const holdLoop = (
        name: string,
        bell: ReturnType<typeof createBell>,
        step: (stream: EventStream, signal: AbortSignal) => Promise<true | number | null>,
      ) =>
        leases.hold(name, stop.signal, async ({ signal }) => {
          const stepNow = async (inner: AbortSignal) => {
            const stream = await streams.current()
            if (stream === null) return null
            return step(stream, inner).catch(error => {
              if (!isServerAway(error)) streams.doubt(stream)
              throw error
            })
          }
          await runReadLoop({ name, step: stepNow, bell, poll, log }, signal)
        })
      const ageOfUnrelayed = async (publisher: AnyModuleDatabase, type: string | null) =>
        ageOfUnread(publisher.db, type, await positionOfRelay(publisher, streams.known()))
      /** What a publisher elsewhere has not relayed yet is told there. */
      const findBacklog = async ({ consumer, type }: (typeof consumers)[number]) => {
        const stream = await streams.current()
        if (stream === null) return null
        const here = publishers.filter(({ publisher }) => publisher.module === publisherOf(type))
        const ages = await Promise.all([
          ...here.map(({ publisher }) => ageOfUnrelayed(publisher, type)),
          ...readers
            .filter(reader => reader.consumer === consumer)
            .map(reader => ageOfUnreceived(stream, reader)),
          consumer.ageOfRetries(),
        ])
        return Math.max(...ages)
      }
      const samples: readonly BacklogSamples[] = [
        ...consumers.map(one => ({
          find: () => findBacklog(one),
          tell: one.consumer.tellBacklog,
          every: sample,
        })),
        ...publishers.map(({ publisher }) => ({
          find: () => ageOfUnrelayed(publisher, null),
          tell: (seconds: number) =>
            telemetry?.observeBacklog({ module: publisher.module, subscription: relayName }, seconds),
          every: sample,
        })),
      ]
      const running = [
        ...(telemetry === undefined ? [] : samples).map(one => sampleBacklog(one, stop.signal)),
        ...publishers.map(({ publisher, bell }) =>
          holdLoop(`relay ${publisher.module}`, bell, stream =>
            relay(stream, { publisher, product, partitions }),
          ),
        ),
        ...readers.map(reader =>
          holdLoop(`reader ${reader.consumer.name} ${reader.subject}`, createBell(), (stream, signal) =>
            readPartition(stream, reader, signal),
          ),
        ),
        ...consumers.map(({ consumer }) =>
          leases.hold(`retries ${consumer.name}`, stop.signal, ({ signal }) => {
            const name = `retries ${consumer.name}`
            return runReadLoop({ name, step: consumer.retryDue, bell: createBell(), poll, log }, signal)
          }),
        ),
        ...members.map(({ database: own, module }) =>
          leases.hold(`clean-up ${own.module}`, stop.signal, lease =>
            cleanUpAgainAndAgain(
              own,
              async () => {
                const position = await positionOfRelay(own, streams.known())
                return new Map(module.events.map(({ type }) => [type, position]))
              },
              lease,
            ),
          ),
        ),
        listenForWakeUps(database.urlOf(platformModule), stop.signal, module => {
          for (const { publisher, bell } of publishers)
            if (module === null || publisher.module === module) bell.ring()
        }),
      ]
      const isSettled = async (stream: EventStream): Promise<boolean> => {
        for (const { publisher } of publishers) {
          if (await hasUnread(publisher.db, null, await positionOfRelay(publisher, streams.known())))
            return false
        }
        for (const reader of readers) if (!(await isReadUp(stream, reader))) return false
        for (const { consumer } of consumers) if (await consumer.hasRetries()) return false
        return true
      }
      const drain = async () => {
        stop.abort()
        await Promise.all(running)
        stopCounting()
        await streams.close()
      }
      let drained: Promise<void> | null = null
      return {
        settled: async () => {
          const stream = await streams.current()
          while (stream && !(await isSettled(stream))) await sleep(10)
        },
        drain: () => {
          drained ??= drain()
          return drained
        },
      }
    },
  }
}
