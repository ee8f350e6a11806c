import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../../src/database/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { type Child, startChild } from '../support/child-process.js'
import { buses, deleteStream } from '../support/buses.js'
import { openShop, place, readEntries, type Shop, shopModules } from '../support/shop.js'

describe.each(buses)('a process that uses %s', (name, { skip, create }) => {
  let test: TestDatabase
  let shop: Shop
  const children: Child[] = []
  const start = (task: string) => {
    const child = startChild('./shop-process.ts', [task, test.url, test.product, test.roleSecret, name])
    children.push(child)
    return child
  }
  const deliver = async () => {
    const bus = await create({
      database: test.database,
      log: silent,
      lease: 1_000,
    }).startSubscriptions(shop.members())
    await bus.settled()
    await bus.drain()
  }
  const amounts = async () => (await readEntries(shop.ledger.db)).map(({ amount }) => amount)

  beforeEach(async context => {
    context.skip(skip)
    test = await openTestDatabase(await shopModules())
    shop = await openShop(test.database)
  })
  afterEach(async () => {
    await Promise.all(children.splice(0).map(child => child.kill('SIGKILL')))
    await test.drop()
    await deleteStream(test.product)
  })

  it('and is killed between commit and delivery loses no event', async () => {
    await start('die after commit').ended
    expect(await amounts()).toEqual([])
    await deliver()
    expect(await amounts()).toEqual([1, 2, 3, 4, 5])
  })

  it('and is killed in the middle of a handler leaves the event to be handled once', async () => {
    for (let amount = 1; amount <= 5; amount++) await place(shop.orders, 'a', amount)
    await start('die in a handler').ended
    expect(await amounts()).toEqual([1, 2])
    await deliver()
    expect(await amounts()).toEqual([1, 2, 3, 4, 5])
  })

  it('shares events and jobs with its replica, which goes on when it is killed', async () => {
    const [one, two] = [start('serve'), start('serve')]
    await Promise.all([one.said('serving'), two.said('serving')])
    for (let order = 0; order < 30; order++) await place(shop.orders, `before ${order}`, order)
    await sleep(1_000)
    await one.kill('SIGKILL')
    for (let order = 0; order < 30; order++) await place(shop.orders, `after ${order}`, order)
    await sleep(1_000)
    await two.kill('SIGTERM')
    await deliver()

    const entries = await readEntries(shop.ledger.db)
    const events = await sql<{ id: string; key: string; at: Date }>`
      select id, key, occurred_at as at from outbox order by seq`.execute(shop.orders.db)
    expect(entries.map(({ event_id }) => event_id).sort()).toEqual(events.rows.map(({ id }) => id).sort())
    const ticks = events.rows.filter(({ key }) => key === 'tick').map(({ at }) => at.getTime())
    expect(ticks.length).toBeGreaterThan(3)
    const elapsed = (ticks.at(-1) ?? 0) - (ticks[0] ?? 0)
    expect(ticks.length).toBeLessThanOrEqual(elapsed / 200 + 2)
  })
})
