import { type Facade, localFacade } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import type { TestDatabase } from '@shop/platform/testing'
import type { PriceListTables } from '@shop/price-list'
import { priceListContract } from '@shop/price-list/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openModule } from './open-module.js'

let test: TestDatabase
let database: ModuleDatabase<PriceListTables>
let facade: Facade<typeof priceListContract>

beforeAll(async () => {
  const opened = await openModule()
  test = opened.test
  database = opened.database
  facade = localFacade(priceListContract, opened.module.implementation)
})
afterAll(() => test.drop())
beforeEach(async () => {
  await sql`truncate price_list_items, outbox`.execute(database.db)
})

async function readEvents() {
  const { rows } = await sql`
    select type, key, aggregate_version as version, payload->>'name' as name from outbox order by xid, seq
  `.execute(database.db)
  return rows
}

describe('the list', () => {
  it('goes from the newest to the oldest in pages, and misses none that was there from the beginning', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await facade.createPriceListItem({ name })
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    const first = await facade.listPriceListItems({ limit: 2 })
    await facade.createPriceListItem({ name: 'newer' })
    const second = await facade.listPriceListItems({ limit: 2, after: first.next ?? '' })
    const third = await facade.listPriceListItems({ limit: 2, after: second.next ?? '' })
    const names = [first, second, third].map(({ entries }) => entries.map(({ name }) => name).join(''))
    expect(names).toEqual(['ed', 'cb', 'a'])
    expect(third.next).toBeNull()
  })

  it('has no further page when the last one is full', async () => {
    await facade.createPriceListItem({ name: 'a' })
    expect(await facade.listPriceListItems({ limit: 1 })).toMatchObject({
      entries: [{ name: 'a' }],
      next: null,
    })
  })
})

describe('events', () => {
  it('tell of each change with the version that it led to', async () => {
    const { id } = await facade.createPriceListItem({ name: 'First' })
    await facade.renamePriceListItem({ id, version: 1, name: 'Second' })
    expect(await readEvents()).toEqual([
      { type: 'price-list.PriceListItemCreated', key: id, version: '1', name: 'First' },
      { type: 'price-list.PriceListItemRenamed', key: id, version: '2', name: 'Second' },
    ])
  })

  it('tell of nothing when nothing has changed', async () => {
    const { id } = await facade.createPriceListItem({ name: 'First' })
    await facade.renamePriceListItem({ id, version: 1, name: 'First' })
    await facade.renamePriceListItem({ id, version: 7, name: 'Second' }).catch(() => {})
    expect(await readEvents()).toHaveLength(1)
  })

  it('are published in the transaction of the change: without them there is no change', async () => {
    const { id } = await facade.createPriceListItem({ name: 'First' })
    await sql`alter table outbox rename to hidden`.execute(database.db)
    try {
      await expect(facade.createPriceListItem({ name: 'Lost' })).rejects.toMatchObject({ code: 'internal' })
      await expect(facade.renamePriceListItem({ id, version: 1, name: 'Lost' })).rejects.toMatchObject({
        code: 'internal',
      })
    } finally {
      await sql`alter table hidden rename to outbox`.execute(database.db)
    }
    const { entries } = await facade.listPriceListItems({})
    expect(entries.map(({ name }) => name)).toEqual(['First'])
  })

  it('are published in the transaction of the change: they are gone with it', async () => {
    await sql`create function refuse() returns trigger language plpgsql as 'begin raise; end'`.execute(
      database.db,
    )
    await sql`create constraint trigger refuse_at_commit after insert on price_list_items
      deferrable initially deferred for each row execute function refuse()`.execute(database.db)
    try {
      await expect(facade.createPriceListItem({ name: 'Lost' })).rejects.toMatchObject({ code: 'internal' })
    } finally {
      await sql`drop function refuse cascade`.execute(database.db)
    }
    expect((await facade.listPriceListItems({})).entries).toEqual([])
    expect(await readEvents()).toEqual([])
  })
})
