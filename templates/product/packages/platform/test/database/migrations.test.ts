import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { migrationsFolder } from '../support/shop.js'

describe('migrations', () => {
  let test: TestDatabase
  let count = 0
  const fresh = async (files: Readonly<Record<string, string>>) => ({
    name: `module-${++count}`,
    migrations: await migrationsFolder(files),
  })
  const tables = async (module: string) => {
    const { db } = await test.database.module<object>(module)
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'
        and relname not in ('outbox', 'inbox', 'positions', 'retries', 'dead_letters', 'migrations')`.execute(
      db,
    )
    return rows.map(({ name }) => name)
  }

  beforeAll(async () => {
    test = await openTestDatabase()
  })
  afterAll(() => test.drop())

  it('are applied once, each module by its own history, and are pending before that', async () => {
    const module = await fresh({
      '0001_one.sql': 'create table one (id int)',
      '0002_two.sql': 'create table two (id int)',
    })
    expect((await test.database.pending([module])).map(({ name }) => name)).toEqual([
      'platform_0001_messaging',
      '0001_one',
      '0002_two',
    ])
    expect(await test.database.migrate([module])).toHaveLength(3)
    expect(await test.database.migrate([module])).toEqual([])
    expect(await test.database.pending([module])).toEqual([])
    expect((await tables(module.name)).sort()).toEqual(['one', 'two'])
  })

  it('are applied once by four processes at the same time', async () => {
    const module = await fresh({ '0001_one.sql': 'create table one (id int); select pg_sleep(0.1)' })
    const applied = await Promise.all(
      [1, 2, 3, 4].map(async () => (await test.openAnother()).migrate([module])),
    )
    expect(applied.flat().filter(({ name }) => name === '0001_one')).toHaveLength(1)
  })

  it('leave nothing of a file that fails half way, and tell file, line and statement', async () => {
    const module = await fresh({
      '0001_good.sql': 'create table good (id int)',
      '0002_bad.sql': "create table half (id int);\n\n-- the; second\ninsert into half\nvalues (1), ('x');\n",
      '0003_after.sql': 'create table after (id int)',
    })
    const attempt = test.database.migrate([module])
    await expect(attempt).rejects.toThrow(/0002_bad\.sql:5: invalid input syntax for type integer: "x"/)
    await expect(attempt).rejects.toThrow("    insert into half\n    values (1), ('x')")
    expect(await tables(module.name)).toEqual(['good'])
    await writeFile(join(module.migrations, '0002_bad.sql'), 'create table mended (id int)')
    await test.database.migrate([module])
    expect((await tables(module.name)).sort()).toEqual(['after', 'good', 'mended'])
  })

  it('are refused when they were edited after they had been applied', async () => {
    const module = await fresh({ '0001_one.sql': 'create table one (id int)' })
    await test.database.migrate([module])
    await writeFile(join(module.migrations, '0001_one.sql'), 'create table one (id bigint)')
    await expect(test.database.migrate([module])).rejects.toThrow(
      /0001_one\.sql was edited after it had been applied/,
    )
    await expect(test.database.pending([module])).rejects.toMatchObject({ code: 'migration-edited' })
  })

  it('may change their line endings', async () => {
    const module = await fresh({ '0001_one.sql': 'create table one (\n  id int\n)' })
    await test.database.migrate([module])
    const path = join(module.migrations, '0001_one.sql')
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('\n', '\r\n'))
    expect(await test.database.migrate([module])).toEqual([])
  })

  it('cannot refer to the table of another module', async () => {
    const users = await fresh({ '0001_users.sql': 'create table users (id int primary key)' })
    await test.database.migrate([users])
    const schema = users.name.replaceAll('-', '_')
    const orders = await fresh({
      '0001_orders.sql': `create table orders (\n  id int primary key,\n  owner int references ${schema}.users (id)\n);`,
    })
    const attempt = test.database.migrate([orders])
    await expect(attempt).rejects.toThrow(/0001_orders\.sql:1: permission denied for schema/)
    await expect(attempt).rejects.toThrow('without a foreign key')
    expect(await tables(orders.name)).toEqual([])
  })

  it('of the phase contract wait for their release', async () => {
    const module = await fresh({
      '0001_one.sql': 'create table one (id int, old int)',
      '0002_drop_old.sql': '-- phase: contract\nalter table one drop column old',
      '0003_two.sql': 'create table two (id int)',
    })
    expect((await test.database.migrate([module])).map(({ name }) => name)).toEqual([
      'platform_0001_messaging',
      '0001_one',
      '0003_two',
    ])
    expect(await test.database.pending([module])).toEqual([])
    expect(await test.database.pending([module], { contract: true })).toEqual([
      { module: module.name, name: '0002_drop_old', phase: 'contract' },
    ])
    expect(await test.database.migrate([module], { contract: true })).toHaveLength(1)
  })

  it('that come before one that is applied already are refused', async () => {
    const module = await fresh({ '0002_two.sql': 'create table two (id int)' })
    await test.database.migrate([module])
    await writeFile(join(module.migrations, '0001_one.sql'), 'create table one (id int)')
    await expect(test.database.migrate([module])).rejects.toThrow(/0001_one\.sql comes before 0002_two/)
  })

  it.each([
    ['a name without a number', { 'users.sql': 'select 1' }, /Call it like 0001_users\.sql/],
    [
      'a number that is taken',
      { '0001_a.sql': 'select 1', '0001_b.sql': 'select 1' },
      /is taken by 0001_a\.sql/,
    ],
    [
      'a transaction of its own',
      { '0001_a.sql': 'select 1;\ncommit;\nselect 2' },
      /Line 2 speaks of transactions/,
    ],
    ['an unknown phase', { '0001_a.sql': '-- phase: shrink\nselect 1' }, /Its phase is shrink/],
  ])('are refused for %s', async (_, files, reason) => {
    const module = await fresh(files)
    await expect(test.database.migrate([module])).rejects.toThrow(reason)
    expect(await readdir(module.migrations)).toHaveLength(Object.keys(files).length)
  })
})
