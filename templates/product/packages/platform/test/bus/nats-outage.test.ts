import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNatsBus, type RunningSubscriptions } from '../../src/bus/index.js'
import { type Log, silent } from '../../src/database/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { hasNatsServer, type NatsServer, openNatsServer } from '../support/nats-server.js'
import { openShop, place, readEntries, type Shop, shopModules } from '../support/shop.js'

const name = hasNatsServer ? 'a NATS' : 'a NATS (left out: nats-server is not installed)'
/** Connections are sought again after some seconds, and so are leases. */
const patience = { timeout: 60_000, interval: 100 }

describe.skipIf(!hasNatsServer)(name, { timeout: 120_000 }, () => {
  let test: TestDatabase
  let shop: Shop
  let nats: NatsServer
  let bus: RunningSubscriptions
  let told: string[]

  beforeEach(async () => {
    test = await openTestDatabase(await shopModules())
    shop = await openShop(test.database)
    nats = await openNatsServer()
    told = []
  })
  afterEach(async () => {
    await bus.drain()
    await nats.stop()
    nats.loseData()
    await test.drop()
  })

  const start = async (members = shop.members()) => {
    const note = (_: object, message: string) => void told.push(message)
    const log: Log = { ...silent, info: note, warn: note }
    const options = { database: test.database, log, lease: 1_000, url: nats.url }
    bus = await createNatsBus(options).startSubscriptions(members)
  }
  const placeMany = async (order: string, from: number, count: number) => {
    for (let amount = from; amount < from + count; amount++) await place(shop.orders, order, amount)
  }
  const amountsOf = async (order: string) =>
    (await readEntries(shop.ledger.db))
      .filter(({ order_id }) => order_id === order)
      .map(({ amount }) => amount)
  const upTo = (count: number) => Array.from({ length: count }, (_, at) => at)

  it('that is away at the start is told of once, and gets everything when it is there', async () => {
    await start()
    await placeMany('figs', 0, 5)
    await sleep(4_000)
    expect(told).toEqual(['NATS is away: events wait in their outboxes'])
    await nats.start()
    await expect.poll(() => amountsOf('figs'), patience).toEqual(upTo(5))
    expect(told).toEqual(['NATS is away: events wait in their outboxes', 'NATS is there'])
  })

  it('that goes away and comes back loses nothing, handles nothing twice and keeps the order', async () => {
    await nats.start()
    await start()
    await placeMany('figs', 0, 10)
    await expect.poll(() => amountsOf('figs'), patience).toEqual(upTo(10))
    for (let round = 1; round <= 2; round++) {
      await placeMany('figs', 20 * round - 10, 10)
      await nats.stop()
      await placeMany('figs', 20 * round, 10)
      await sleep(2_000)
      await nats.start()
      await expect.poll(() => amountsOf('figs'), patience).toEqual(upTo(20 * round + 10))
    }
    const { rows } = await sql`select 1 from retries union all select 1 from dead_letters`.execute(
      shop.ledger.db,
    )
    expect(rows).toEqual([])
  })

  it('that is away does not keep a process from ending', async () => {
    await nats.start()
    await start()
    await placeMany('figs', 0, 2)
    await expect.poll(() => amountsOf('figs'), patience).toEqual(upTo(2))
    await nats.stop()
    await sleep(500)
    const began = Date.now()
    await bus.drain()
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  it('that comes back without what it had kept gets it again from the outboxes', async () => {
    const all = shop.members()
    await nats.start()
    await start(all.slice(0, 1))
    await placeMany('figs', 0, 10)
    await bus.settled()
    await nats.stop()
    nats.loseData()
    await placeMany('figs', 10, 3)
    await nats.start()
    await bus.settled()
    await bus.drain()
    await start(all)
    await expect.poll(() => amountsOf('figs'), patience).toEqual(upTo(13))
    await nats.stop()
    nats.loseData()
    await nats.start()
    await placeMany('figs', 13, 2)
    await expect.poll(() => amountsOf('figs'), patience).toEqual(upTo(15))
  })
})
