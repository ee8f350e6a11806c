import { modules } from '@shop/monolith/modules'
import { sourcesOf } from '@shop/monolith/sources'
import { openTestDatabase, type TestDatabase } from '@shop/platform/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'

const sources = sourcesOf(modules)
/** The platform has a schema of its own, for what all modules share. */
const names = [...sources.map(({ name }) => name), 'platform']
let test: TestDatabase

beforeAll(async () => {
  test = await openTestDatabase(sources)
})
afterAll(() => test?.drop())

async function query<Row>(module: string, text: string): Promise<readonly Row[]> {
  const { db } = await test.database.module<object>(module)
  return (await sql.raw<Row>(text).execute(db)).rows
}

interface Table {
  readonly schema: string
  readonly name: string
}

/** The catalogue is open to everybody. */
function listTables(): Promise<readonly Table[]> {
  return query<Table>(
    'platform',
    `select nspname as schema, relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'p', 'v', 'm') and nspname <> 'information_schema' and nspname not like 'pg\\_%'`,
  )
}

it.each(names)('%s reads and changes no table of anybody else', async module => {
  const own = module.replaceAll('-', '_')
  const tables = await listTables()
  expect(new Set(tables.map(({ schema }) => schema)).size).toBe(names.length)
  for (const { schema, name } of tables) {
    const read = query(module, `select 1 from "${schema}"."${name}" limit 1`)
    if (schema === own) {
      await read
      continue
    }
    await expect(read, `${module} reads ${schema}.${name}`).rejects.toMatchObject({ code: '42501' })
    const change = query(module, `delete from "${schema}"."${name}"`)
    await expect(change, `${module} changes ${schema}.${name}`).rejects.toMatchObject({ code: '42501' })
  }
})

it.each(names)('%s can neither act as somebody else nor build outside of its schema', async module => {
  const owners = await query<{ owner: string }>(
    'platform',
    `select distinct pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = any('{${names
      .map(name => name.replaceAll('-', '_'))
      .join()}}')`,
  )
  const [{ me } = { me: '' }] = await query<{ me: string }>(module, 'select current_user as me')
  expect(owners.map(({ owner }) => owner)).toContain(me)
  for (const { owner } of owners.filter(one => one.owner !== me))
    await expect(query(module, `set role "${owner}"`), owner).rejects.toMatchObject({ code: '42501' })
  for (const statement of ['create table public.mine (id int)', 'create schema mine', 'create role mine'])
    await expect(query(module, statement), statement).rejects.toMatchObject({ code: '42501' })
})

it('no foreign key crosses a border', async () => {
  const crossing = await query<{ key: string }>(
    'platform',
    `select conname as key from pg_constraint
     join pg_class here on here.oid = conrelid join pg_class there on there.oid = confrelid
     where contype = 'f' and here.relnamespace <> there.relnamespace`,
  )
  expect(crossing).toEqual([])
})
