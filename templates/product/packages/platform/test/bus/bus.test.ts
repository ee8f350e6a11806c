import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listDeadLetters, type RunningSubscriptions, replayDeadLetters } from '../../src/bus/index.js'
import { currentContext, runInContext } from '../../src/contract/index.js'
import { type Database, silent } from '../../src/database/index.js'
import { publish } from '../../src/outbox/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { buses, deleteStream } from '../support/buses.js'
import { enter, openShop, orderPlaced, place, readEntries, type Shop, shopModules } from '../support/shop.js'

describe.each(buses)('%s', (_, { skip, create }) => {
  let test: TestDatabase
  let shop: Shop
  const running: RunningSubscriptions[] = []
  const start = async (members: ReturnType<Shop['members']>, database: Database = test.database) => {
    const bus = create({
      database,
      log: silent,
      lease: 1_500,
      retry: { attempts: 3, firstDelay: 10 },
    })
    const subscriptions = await bus.startSubscriptions(members)
    running.push(subscriptions)
    return subscriptions
  }

  beforeEach(async context => {
    context.skip(skip)
    test = await openTestDatabase(await shopModules())
    shop = await openShop(test.database)
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map(one => one.drain()))
    await test.drop()
    await deleteStream(test.product)
  })

  it('brings an event to its subscription, with tenant and trace of whoever published it', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const seen: unknown[] = []
    const bus = await start(
      shop.members(async (payload, { envelope }) => {
        seen.push({ payload, key: envelope.key, ...currentContext() })
      }),
    )
    await runInContext({ tenant: 'acme', traceparent }, () => place(shop.orders, 'a', 1))
    await bus.settled()
    expect(seen).toEqual([
      {
        payload: { order: 'a', amount: 1 },
        key: 'a',
        caller: null,
        deadline: null,
        tenant: 'acme',
        traceparent,
      },
    ])
  })

  it('brings the version of the aggregate along where the publisher counts it', async () => {
    const seen: unknown[] = []
    const bus = await start(
      shop.members(async ({ amount }, { envelope }) => {
        if (amount === 2 && seen.length === 1) {
          seen.push('failed once')
          throw new Error('not yet')
        }
        seen.push(envelope.aggregateVersion)
      }),
    )
    await place(shop.orders, 'a', 1)
    await shop.orders.transaction(tx =>
      publish(tx, orderPlaced, { order: 'a', amount: 2 }, { aggregateVersion: 7 }),
    )
    await bus.settled()
    expect(seen).toEqual([null, 'failed once', 7])
  })

  it('wakes the reader long before it would look again', async () => {
    const bus = create({ database: test.database, log: silent, poll: 60_000 })
    let arrived = () => {}
    const arrival = new Promise<void>(resolve => (arrived = resolve))
    running.push(await bus.startSubscriptions(shop.members(async () => arrived())))
    await sleep(300)
    const before = performance.now()
    await place(shop.orders, 'a', 1)
    await arrival
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  it('undoes what a failed handler wrote, tries again, and buries what never works while others go on', async () => {
    const bus = await start(
      shop.members(async (payload, delivery) => {
        await enter(payload, delivery)
        if (payload.order === 'poison' && payload.amount === 1) throw new Error('cannot digest this')
      }),
    )
    // At once, so that the others are there before the last attempt at the first.
    const poison = await shop.orders.transaction(async tx => {
      const first = await publish(tx, orderPlaced, { order: 'poison', amount: 1 })
      await publish(tx, orderPlaced, { order: 'poison', amount: 2 })
      await publish(tx, orderPlaced, { order: 'other', amount: 3 })
      return first
    })
    await bus.settled()
    const entries = await readEntries(shop.ledger.db)
    expect(entries.map(({ order_id, amount }) => [order_id, amount])).toEqual([
      ['other', 3],
      ['poison', 2],
    ])
    expect(await listDeadLetters(shop.ledger.db)).toMatchObject([
      { consumer: 'entry', attempts: 3, reason: 'Error: cannot digest this', envelope: { id: poison } },
    ])
  })

  it('keeps later events of a key behind one that is tried again', async () => {
    let failures = 2
    const bus = await start(
      shop.members(async (payload, delivery) => {
        if (payload.amount === 1 && failures-- > 0) throw new Error('not yet')
        await enter(payload, delivery)
      }),
    )
    for (const amount of [1, 2, 3]) await place(shop.orders, 'a', amount)
    await bus.settled()
    expect((await readEntries(shop.ledger.db)).map(({ amount }) => amount)).toEqual([1, 2, 3])
    expect(await listDeadLetters(shop.ledger.db)).toEqual([])
  })

  it('hands dead letters out again once their fault is mended', async () => {
    let broken = true
    const bus = await start(
      shop.members(async (payload, delivery) => {
        if (broken) throw new Error('broken')
        await enter(payload, delivery)
      }),
    )
    await place(shop.orders, 'a', 1)
    await bus.settled()
    broken = false
    expect(await replayDeadLetters(shop.ledger, 'entry')).toBe(1)
    await bus.settled()
    expect(await readEntries(shop.ledger.db)).toMatchObject([{ order_id: 'a' }])
    expect(await listDeadLetters(shop.ledger.db)).toEqual([])
  })

  it('changes nothing when an event is delivered again', async () => {
    const bus = await start(shop.members())
    await place(shop.orders, 'a', 1)
    await bus.settled()
    await sql`update positions set xid = '0', seq = 0`.execute(shop.ledger.db)
    await place(shop.orders, 'b', 2)
    await bus.settled()
    expect((await readEntries(shop.ledger.db)).map(({ order_id }) => order_id)).toEqual(['a', 'b'])
  })

  it('keeps the order of each key with four writers at once, whose transactions overlap', async () => {
    const bus = await start(shop.members())
    const keys = ['a', 'b', 'c']
    for (const key of keys) await sql`insert into orders (id) values (${key})`.execute(shop.orders.db)
    const { placeNext } = await import('../support/place-next.js')
    await Promise.all(
      [1, 2, 3, 4].map(async () => {
        for (let round = 0; round < 25; round++) for (const key of keys) await placeNext(shop.orders, key)
      }),
    )
    await bus.settled()
    const entries = await readEntries(shop.ledger.db)
    for (const key of keys) {
      const amounts = entries.filter(({ order_id }) => order_id === key).map(({ amount }) => amount)
      expect(amounts).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
    }
  })

  it('handles each event once with two replicas, and one goes on when the other leaves', async () => {
    const second = await openShop(await test.openAnother())
    const seen = new Map<string, number>()
    const count: Parameters<Shop['members']>[0] = async (payload, delivery) => {
      await enter(payload, delivery)
      seen.set(delivery.envelope.id, (seen.get(delivery.envelope.id) ?? 0) + 1)
    }
    const one = await start(shop.members(count))
    const two = await start(second.members(count), await test.openAnother())
    for (let order = 0; order < 50; order++) await place(shop.orders, `${order}`, order)
    await one.drain()
    for (let order = 50; order < 100; order++) await place(shop.orders, `${order}`, order)
    await two.settled()
    expect(await readEntries(shop.ledger.db)).toHaveLength(100)
    expect([...seen.values()].every(times => times === 1)).toBe(true)
  })

  it.each([0, 10, 20, 40, 80, 160])('leaves when it is told to %i ms after its start', async delay => {
    const bus = await start(shop.members())
    await sleep(delay)
    await bus.drain()
  })

  it('refuses a subscription to an event that its module does not declare', async () => {
    const [orders, ledger] = shop.members()
    const silentOrders = { ...orders, module: { ...orders?.module, events: [] } } as never
    await expect(start([silentOrders, ledger as never])).rejects.toThrow(
      'ledger.entry listens to orders.OrderPlaced, which orders does not declare',
    )
  })
})
