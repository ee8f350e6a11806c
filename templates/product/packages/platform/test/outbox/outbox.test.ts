import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineEvent } from '../../src/events/index.js'
import { cleanUpOutbox } from '../../src/outbox/clean-up.js'
import { decodePayload } from '../../src/outbox/decode-payload.js'
import { publish } from '../../src/outbox/index.js'
import { beginning, type Position, readOutbox } from '../../src/outbox/read-outbox.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { openShop, orderPlaced, place, type Shop, shopModules } from '../support/shop.js'

interface Gate {
  readonly open: () => void
  readonly passed: Promise<void>
}

function createGate(): Gate {
  let open = () => {}
  const passed = new Promise<void>(resolve => {
    open = resolve
  })
  return { open, passed }
}

describe('the outbox', () => {
  let test: TestDatabase
  let shop: Shop
  const read = (after: Position = beginning) => readOutbox(shop.orders.db, { type: null, after, limit: 100 })
  const keys = async (after?: Position) => (await read(after)).map(({ envelope }) => envelope.key)

  beforeAll(async () => {
    test = await openTestDatabase(await shopModules())
    shop = await openShop(test.database)
  })
  afterAll(() => test.drop())
  beforeEach(() => sql`truncate outbox`.execute(shop.orders.db))

  it('holds nothing of a transaction that is rolled back', async () => {
    const attempt = shop.orders.transaction(async tx => {
      await publish(tx, orderPlaced, { order: 'a', amount: 1 })
      throw new Error('changed my mind')
    })
    await expect(attempt).rejects.toThrow('changed my mind')
    expect(await read()).toEqual([])
  })

  it('refuses a payload that its event does not describe', async () => {
    const attempt = shop.orders.transaction(tx => publish(tx, orderPlaced, { order: 'a', amount: 1.5 }))
    await expect(attempt).rejects.toThrow(/expected int/i)
  })

  it('refuses an event of another module', async () => {
    const attempt = shop.ledger.transaction(tx => publish(tx, orderPlaced, { order: 'a', amount: 1 }))
    await expect(attempt).rejects.toThrow('ledger may not publish orders.OrderPlaced: only orders does')
  })

  it('loses no event of a transaction that began earlier and commits later, as reading by number alone would', async () => {
    const published = createGate()
    const commit = createGate()
    const slow = shop.orders.transaction(async tx => {
      await publish(tx, orderPlaced, { order: 'slow', amount: 1 })
      published.open()
      await commit.passed
    })
    await published.passed
    await place(shop.orders, 'fast', 2)

    const byNumber = async (last: string) =>
      (
        await sql<{
          seq: string
          key: string
        }>`select seq, key from outbox where seq > ${last} order by seq`.execute(shop.orders.db)
      ).rows
    const seenByNumber = await byNumber('0')
    const seenByFence = await read()
    commit.open()
    await slow

    const laterByNumber = await byNumber(seenByNumber.at(-1)?.seq ?? '0')
    expect([...seenByNumber, ...laterByNumber].map(({ key }) => key)).toEqual(['fast'])
    await expect.poll(() => keys(seenByFence.at(-1)?.position)).toEqual(['slow', 'fast'])
    expect(seenByFence).toEqual([])
  })

  it('keeps the order of commits where the later transaction has the smaller number', async () => {
    await sql`insert into orders (id) values ('a')`.execute(shop.orders.db)
    const began = createGate()
    const go = createGate()
    const step = (amount: number, before: () => Promise<void>) =>
      shop.orders.transaction(async tx => {
        await sql`select pg_current_xact_id()`.execute(tx)
        await before()
        await sql`update orders set version = version + 1 where id = 'a'`.execute(tx)
        await publish(tx, orderPlaced, { order: 'a', amount })
      })
    const early = step(2, async () => {
      began.open()
      await go.passed
    })
    await began.passed
    await step(1, async () => {})
    go.open()
    await early
    await expect
      .poll(async () => (await read()).map(({ envelope }) => envelope.payload))
      .toEqual([
        { order: 'a', amount: 1 },
        { order: 'a', amount: 2 },
      ])
  })

  it('is cleaned of what is old, published to everybody, and nothing else', async () => {
    for (const key of ['old', 'old unread', 'new']) await place(shop.orders, key, 1)
    await sql`update outbox set occurred_at = now() - interval '30 days' where key like 'old%'`.execute(
      shop.orders.db,
    )
    await expect.poll(keys).toHaveLength(3)
    const [first] = await read()
    const passed = new Map([[orderPlaced.type, first?.position ?? beginning]])
    expect(await cleanUpOutbox(shop.orders.db, passed)).toBe(1)
    expect(await keys()).toEqual(['old unread', 'new'])
    expect(await cleanUpOutbox(shop.orders.db, new Map())).toBe(1)
    expect(await keys()).toEqual(['new'])
  })
})

describe('a payload of an older version', () => {
  const renamed = defineEvent({
    type: 'orders.OrderPlaced',
    version: 3,
    description: 'An order was placed.',
    payload: z.object({ order: z.string(), cents: z.int(), currency: z.string() }),
    key: ({ order }) => order,
    upcasters: {
      1: ({ order, amount }: { order: string; amount: number }) => ({ order, cents: amount * 100 }),
      2: (payload: object) => ({ ...payload, currency: 'EUR' }),
    },
  })
  const envelope = (version: number, payload: unknown) => ({
    id: 'c0ffee00-0000-4000-8000-000000000000',
    type: 'orders.OrderPlaced',
    version,
    key: 'a',
    aggregateVersion: null,
    payload,
    occurredAt: '2030-01-01T00:00:00.000Z',
    tenant: null,
    traceparent: null,
  })

  it('is lifted version by version when it is read', () => {
    expect(decodePayload(renamed, envelope(1, { order: 'a', amount: 2 }))).toEqual({
      order: 'a',
      cents: 200,
      currency: 'EUR',
    })
    expect(decodePayload(renamed, envelope(2, { order: 'a', cents: 5 }))).toEqual({
      order: 'a',
      cents: 5,
      currency: 'EUR',
    })
  })

  it('is refused where it cannot be understood', () => {
    expect(() => decodePayload(renamed, envelope(4, {}))).toThrow(
      'has version 4, and this reader knows 3 at most',
    )
    expect(() => decodePayload(defineEvent({ ...renamed, upcasters: {} }), envelope(2, {}))).toThrow(
      'has no upcaster from version 2',
    )
    expect(() => decodePayload(renamed, envelope(3, { order: 'a' }))).toThrow(/cents/)
  })
})
