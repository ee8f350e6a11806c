import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModuleDatabase } from '../../src/database/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'

interface Secrets {
  readonly secrets: { readonly text: string }
}

async function migrationsFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}

describe('the database of a module', () => {
  let test: TestDatabase
  let users: ModuleDatabase<Secrets>
  let payments: ModuleDatabase<object>

  beforeAll(async () => {
    const folder = await migrationsFolder({
      '0001_secrets.sql':
        "create table secrets (text text primary key);\ninsert into secrets values ('hidden');",
    })
    test = await openTestDatabase([
      { name: 'users', migrations: folder },
      { name: 'payments', migrations: null },
    ])
    users = await test.database.module<Secrets>('users')
    payments = await test.database.module<object>('payments')
  })
  afterAll(() => test.drop())

  it('reads its own tables without a prefix', async () => {
    expect(await users.db.selectFrom('secrets').selectAll().execute()).toEqual([{ text: 'hidden' }])
  })

  it.each([
    ['a select', 'select * from users.secrets'],
    ['the outbox of the other', 'select * from users.outbox'],
    ['a search path', 'set search_path = users', 'select * from secrets'],
    ['the role of the other', 'set role "$other"'],
    ['the session of the other', 'set session authorization "$other"'],
    ['the administrator', 'set role postgres'],
    ['a grant to itself', 'grant "$other" to current_user'],
    ['a view', 'create view peek as select * from users.secrets'],
    ['a function', "create function peek() returns text language sql as 'select text from users.secrets'"],
    [
      'the rights of a definer',
      "create function peek() returns void language plpgsql security definer as 'begin perform * from users.secrets; end'",
      'select peek()',
    ],
    ['inheritance', 'create table child () inherits (users.secrets)'],
    ['copy', 'copy users.secrets to stdout'],
    ['the file system', "select pg_read_file('PG_VERSION')"],
    ['a program', 'create table leak (line text)', "copy leak from program 'id'"],
    ['another connection', 'create extension dblink'],
    ['a write', "insert into users.secrets values ('forged')"],
    ['a new right', 'grant usage on schema users to current_user'],
    ['dynamic SQL', "do 'begin execute ''select * from users.secrets''; end'"],
    ['a table in the public schema', 'create table public.shared (x int)'],
  ])('does not reach another module by %s', async (_, ...statements) => {
    const attempt = payments.transaction(async tx => {
      for (const statement of statements)
        await sql.raw(statement.replace('$other', `${test.product}_users`)).execute(tx)
    })
    await expect(attempt).rejects.toThrow(
      /permission denied|must (be|have) |relation "secrets" does not exist/,
    )
  })

  it('refuses a transaction inside of another', async () => {
    await expect(users.transaction(() => users.transaction(async () => 1))).rejects.toThrow(
      'inside of one of users',
    )
  })
})
