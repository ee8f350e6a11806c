import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutboxBus, operateDeadLetters, type RunningSubscriptions } from '../../src/bus/index.js'
import { silent } from '../../src/database/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { enter, openShop, place, readEntries, type Shop, shopModules } from '../support/shop.js'

describe('an operator of dead letters', () => {
  let test: TestDatabase
  let shop: Shop
  let bus: RunningSubscriptions
  let broken = true
  const operate = (...given: string[]) => operateDeadLetters([shop.orders, shop.ledger], given)

  beforeEach(async () => {
    test = await openTestDatabase(await shopModules())
    shop = await openShop(test.database)
    broken = true
    const retry = { attempts: 1 }
    bus = await createOutboxBus({ database: test.database, log: silent, retry }).startSubscriptions(
      shop.members(async (payload, delivery) => {
        if (broken) throw new Error('cannot digest this\nnor that')
        await enter(payload, delivery)
      }),
    )
  })
  afterEach(async () => {
    await bus.drain()
    await test.drop()
  })

  it('reads what there is, by subscription, and what to do about it', async () => {
    const ids = [await place(shop.orders, 'a', 1), await place(shop.orders, 'b', 2)]
    await bus.settled()
    const lines = (await operate()).replaceAll(/\d{4}-\d\d-\d\dT\S+Z/g, 'WHEN').split('\n')
    expect(lines).toEqual([
      'ledger.entry: 2 dead letters',
      `  WHEN  orders.OrderPlaced v1, key a, 1 attempt, event ${ids[0]}`,
      '    Error: cannot digest this',
      '    nor that',
      `  WHEN  orders.OrderPlaced v1, key b, 1 attempt, event ${ids[1]}`,
      '    Error: cannot digest this',
      '    nor that',
      '  To hand them over again: npm run dead-letters -- replay ledger.entry',
      '',
    ])
    expect(await operate('list', 'ledger.entry')).toBe(await operate('list', 'ledger'))
    expect(await operate('list', 'orders')).toBe('No dead letters of orders.\n')
    expect(await operate('list', 'ledger.other')).toBe('No dead letters of ledger.other.\n')
  })

  it('hands all of a subscription over again, or that of one event', async () => {
    const first = await place(shop.orders, 'a', 1)
    for (const order of ['b', 'c']) await place(shop.orders, order, 2)
    await bus.settled()
    broken = false
    expect(await operate('replay', 'ledger.entry', first)).toMatch(/^ledger.entry: 1 dead letter handed over/)
    await bus.settled()
    expect((await readEntries(shop.ledger.db)).map(({ order_id }) => order_id)).toEqual(['a'])
    expect(await operate('replay', 'ledger.entry')).toMatch(/^ledger.entry: 2 dead letters handed over/)
    await bus.settled()
    expect((await readEntries(shop.ledger.db)).map(({ order_id }) => order_id)).toEqual(['a', 'b', 'c'])
    expect(await operate()).toBe('No dead letters.\n')
  })

  it('is told that there was nothing to hand over', async () => {
    expect(await operate('replay', 'ledger.entry')).toBe(
      'There is no dead letter of ledger.entry; nothing was done.\n',
    )
    expect(await operate('replay', 'ledger.entry', 'no id')).toBe(
      'There is no dead letter of ledger.entry with the event no id; nothing was done.\n',
    )
  })

  it.each([
    [['replay', 'lodger.entry'], 'There is no module lodger. There are: orders, ledger.'],
    [['list', 'lodger'], 'There is no module lodger.'],
    [['replay'], 'Not understood. Either npm run dead-letters -- list'],
    [['replay', 'ledger'], 'Not understood.'],
    [['reply', 'ledger.entry'], 'Not understood.'],
  ])('is told what is wrong with %j', async (given, message) => {
    await expect(operate(...given)).rejects.toThrow(message)
  })
})
