import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runInContext } from '../../src/contract/index.js'
import type { ModuleDatabase } from '../../src/database/index.js'
import {
  createShardMap,
  createTenantDatabase,
  findUnprotected,
  renderTenantPolicy,
  singleShard,
  type TenantDatabase,
} from '../../src/tenancy/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { migrationsFolder } from '../support/shop.js'

interface Tables {
  readonly notes: { readonly tenant: string; readonly id: number; readonly text: string }
}

const script = `
create table notes (tenant text not null, id int not null, text text not null, primary key (tenant, id));
${renderTenantPolicy('notes')}`

async function openNotes(): Promise<{ test: TestDatabase; database: ModuleDatabase<Tables> }> {
  const test = await openTestDatabase([
    { name: 'notes', migrations: await migrationsFolder({ '0001_notes.sql': script }) },
  ])
  return { test, database: await test.database.module<Tables>('notes') }
}

function write(notes: TenantDatabase<Tables>, tenant: string, id: number): Promise<unknown> {
  return notes.within(tenant, tx =>
    tx
      .insertInto('notes')
      .values({ tenant, id, text: `of ${tenant}` })
      .execute(),
  )
}

function readAll(notes: TenantDatabase<Tables>, tenant: string): Promise<readonly string[]> {
  return notes.within(tenant, async tx => {
    const { rows } = await sql<{ text: string }>`select text from notes order by tenant, id`.execute(tx)
    return rows.map(({ text }) => text)
  })
}

describe('rows of tenants', () => {
  let test: TestDatabase
  let database: ModuleDatabase<Tables>
  let notes: TenantDatabase<Tables>

  beforeAll(async () => {
    ;({ test, database } = await openNotes())
    notes = createTenantDatabase(singleShard(database))
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await sql`truncate notes`.execute(database.db)
    await write(notes, 'one', 1)
    await write(notes, 'two', 1)
  })

  it('are seen by their own tenant alone, though no query names it', async () => {
    expect(await readAll(notes, 'one')).toEqual(['of one'])
    expect(await readAll(notes, 'two')).toEqual(['of two'])
    expect(await readAll(notes, 'three')).toEqual([])
  })

  it.each([
    'select * from notes',
    "select * from notes where tenant = 'two' or true",
    "update notes set text = 'mine' where tenant = 'two' returning *",
    "delete from notes where tenant = 'two' returning *",
    "with theirs as (select * from notes where tenant = 'two') select * from theirs",
  ])('are not reached from another tenant by: %s', async query => {
    const rows = await notes.within('one', async tx => (await sql.raw(query).execute(tx)).rows)
    for (const row of rows) expect(row).toMatchObject({ tenant: 'one' })
    expect(await readAll(notes, 'two')).toEqual(['of two'])
  })

  it.each(["insert into notes values ('two', 2, 'planted')", "update notes set tenant = 'two', id = 2"])(
    'are not given to another tenant by: %s',
    async query => {
      await expect(notes.within('one', tx => sql.raw(query).execute(tx))).rejects.toThrow(
        'row-level security',
      )
    },
  )

  it('do not exist for queries of the pool outside of a tenant, nor after one on the same connection', async () => {
    const counts = await Promise.all(
      Array.from({ length: 20 }, async () => {
        await readAll(notes, 'one')
        const { rows } = await sql<{ count: string }>`select count(*) from notes`.execute(database.db)
        return rows[0]?.count
      }),
    )
    expect(new Set(counts)).toEqual(new Set(['0']))
  })

  it('belong to the tenant of the call, which cannot turn to another one', async () => {
    const texts = await runInContext({ tenant: 'two' }, () =>
      notes.transaction(async tx => (await tx.selectFrom('notes').select('text').execute()).map(n => n.text)),
    )
    expect(texts).toEqual(['of two'])
    const turning = runInContext({ tenant: 'two' }, () => readAll(notes, 'one'))
    await expect(turning).rejects.toMatchObject({ code: 'forbidden' })
    await expect(notes.transaction(async () => {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readAll(notes, '')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('are told of where a table with a tenant does not keep them apart', async () => {
    expect(await findUnprotected(database.db)).toEqual([])
    await sql`alter table notes no force row level security`.execute(database.db)
    expect(await findUnprotected(database.db)).toEqual(['notes'])
    await sql`alter table notes force row level security`.execute(database.db)
  })
})

describe('a shard map', () => {
  it('puts each tenant into its own database', async () => {
    const shards = { east: await openNotes(), west: await openNotes() }
    const opened: string[] = []
    const map = createShardMap<Tables>({
      names: ['east', 'west'],
      locate: tenant => (tenant === 'one' ? 'east' : tenant === 'two' ? 'west' : 'nowhere'),
      open: async name => {
        opened.push(name)
        return shards[name as 'east' | 'west'].database
      },
    })
    const notes = createTenantDatabase(map)
    await write(notes, 'one', 1)
    await write(notes, 'two', 1)
    expect(await readAll(notes, 'one')).toEqual(['of one'])
    expect(await readAll(createTenantDatabase(singleShard(shards.west.database)), 'two')).toEqual(['of two'])
    expect(await readAll(createTenantDatabase(singleShard(shards.west.database)), 'one')).toEqual([])
    await expect(write(notes, 'three', 1)).rejects.toThrow('no shard nowhere')
    expect(await map.all()).toHaveLength(2)
    expect(opened.toSorted()).toEqual(['east', 'west'])
    await Promise.all([shards.east.test.drop(), shards.west.test.drop()])
  })
})
