import { setTimeout as sleep } from 'node:timers/promises'
import { SpanKind } from '@opentelemetry/api'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BusOptions, createNatsBus, type RunningSubscriptions } from '../../src/bus/index.js'
import { currentContext, runInContext } from '../../src/contract/index.js'
import { silent } from '../../src/database/index.js'
import { publish } from '../../src/outbox/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { buses, deleteStream } from '../support/buses.js'
import { createWatchedTelemetry } from '../support/watched-telemetry.js'
import { openShop, orderPlaced, place, type Shop, shopModules } from '../support/shop.js'

let test: TestDatabase
let shop: Shop
const running: RunningSubscriptions[] = []

beforeEach(async () => {
  test = await openTestDatabase(await shopModules())
  shop = await openShop(test.database)
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(one => one.drain()))
  await test.drop()
  await deleteStream(test.product)
})

const backlogOf = (subscription: string) =>
  new RegExp(`^bus_backlog_seconds\\{.*"${subscription}"\\} (\\S+)`, 'm')

describe.each(buses)('%s', (_, { skip, create }) => {
  const start = async (handle: Parameters<Shop['members']>[0], options: Partial<BusOptions> = {}) => {
    const watched = createWatchedTelemetry()
    const { telemetry } = watched
    const retry = { attempts: 2, firstDelay: 10 }
    const bus = create({ database: test.database, log: silent, lease: 1_500, retry, telemetry, ...options })
    const subscriptions = await bus.startSubscriptions(shop.members(handle))
    running.push(subscriptions)
    return { ...subscriptions, ...watched }
  }
  beforeEach(context => context.skip(skip))

  it('counts what became of each event', async () => {
    let failures = 1
    const bus = await start(async ({ order }) => {
      if (order === 'poison' || (order === 'late' && failures-- > 0)) throw new Error('cannot digest this')
    })
    const orders = ['good', 'late', 'poison']
    for (const order of orders) await place(shop.orders, order, 1)
    await bus.settled()
    await sql`update positions set xid = '0', seq = 0 where consumer = 'entry'`.execute(shop.ledger.db)
    for (const order of orders) await place(shop.orders, order, 2)
    await bus.settled()
    const labels = 'module="ledger",subscription="entry",event="orders.OrderPlaced"'
    const counts = await bus.readAll(
      new RegExp(`^bus_event_duration_seconds_count\\{${labels},outcome="(\\w+)"\\} (\\d+)`, 'gm'),
    )
    // A dead one is no row of the inbox: delivered again, it dies again.
    expect(Object.fromEntries(counts)).toEqual({ handled: '4', repeated: '2', retried: '4', dead: '3' })
  })

  it('handles an event in a span below the one of whoever published it', async () => {
    const seen: (string | null)[] = []
    const bus = await start(async ({ order }) => {
      seen.push(currentContext().traceparent)
      if (order === 'poison') throw new Error('cannot digest this')
    })
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
    const id = await runInContext({ traceparent }, () => place(shop.orders, 'good', 1))
    await bus.settled()
    await place(shop.orders, 'poison', 1)
    await bus.settled()
    await bus.telemetry.close()
    const [good, ...poison] = bus.spans
    expect(good).toMatchObject({
      name: 'handle ledger.entry',
      kind: SpanKind.CONSUMER,
      attributes: { 'messaging.message.id': id, 'messaging.destination.name': 'orders.OrderPlaced' },
      parentSpanContext: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
    })
    expect(seen[0]).toBe(`00-${'a'.repeat(32)}-${good?.spanContext().spanId}-01`)
    expect(poison.map(({ status }) => status)).toEqual([
      { code: 2, message: 'cannot digest this' },
      { code: 2, message: 'cannot digest this' },
    ])
  })

  it('tells how long the oldest event waits for its handler', async () => {
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    const bus = await start(() => gate, { sample: 20 })
    await place(shop.orders, 'a', 1)
    await expect.poll(() => bus.readNumber(backlogOf('entry')), { timeout: 5_000 }).toBeGreaterThan(0.3)
    letGo()
    await expect.poll(() => bus.readNumber(backlogOf('entry')), { timeout: 5_000 }).toBe(0)
  })

  it('tells how long the oldest event waits that is tried again', async () => {
    const bus = await start(
      async () => {
        throw new Error('not yet')
      },
      { sample: 20, retry: { firstDelay: 60_000 } },
    )
    await place(shop.orders, 'a', 1)
    await expect.poll(() => bus.readNumber(backlogOf('entry')), { timeout: 5_000 }).toBeGreaterThan(0.5)
    const countRetries = async () => (await sql`select 1 from retries`.execute(shop.ledger.db)).rows.length
    await expect.poll(countRetries, { timeout: 5_000 }).toBe(1)
  })

  it('counts events that are committed, and none that are rolled back', async () => {
    const bus = await start(async () => {})
    await shop.orders.transaction(async tx => {
      for (const amount of [1, 2]) await publish(tx, orderPlaced, { order: 'a', amount })
    })
    const changed = shop.orders.transaction(async tx => {
      await publish(tx, orderPlaced, { order: 'a', amount: 3 })
      throw new Error('changed my mind')
    })
    await expect(changed).rejects.toThrow('changed my mind')
    const counts = await bus.readAll(
      /^bus_events_published_total\{module="orders",event="orders.OrderPlaced"\} (\d+)/gm,
    )
    expect(counts).toEqual([['2']])
  })
})

describe('the bus over NATS', () => {
  it('tells how long events wait for a NATS that is away', async () => {
    const watched = createWatchedTelemetry()
    const { telemetry } = watched
    const options = { database: test.database, log: silent, lease: 1_500, sample: 20, telemetry }
    const bus = createNatsBus({ ...options, url: 'nats://127.0.0.1:1' })
    running.push(await bus.startSubscriptions(shop.members()))
    await place(shop.orders, 'a', 1)
    await sleep(400)
    expect(await watched.readNumber(backlogOf('nats relay'))).toBeGreaterThan(0.2)
  })
})
