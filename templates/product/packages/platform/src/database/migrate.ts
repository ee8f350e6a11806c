import type pg from 'pg'
import { isRefusedLogin, sqlState, withClient } from './connect.js'
import { DatabaseProblem } from './database-problem.js'
import type { Migration } from './read-migrations.js'
import type { Statement } from './split-statements.js'

export interface PendingMigration {
  readonly module: string
  readonly name: string
  readonly phase: 'expand' | 'contract'
}

export interface MigrationRun {
  readonly module: string
  readonly migrations: readonly Migration[]
  /** Also applies what only the release before this one still used. */
  readonly contract: boolean
}

interface Applied {
  readonly name: string
  readonly checksum: string
}

const history = `create table if not exists migrations (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
)`

/** Applies what is missing as the module's own role, each file in one transaction. Answers what it applied. */
export function migrate(url: string, run: MigrationRun): Promise<readonly PendingMigration[]> {
  return withClient(url, async client => {
    await client.query('set statement_timeout = 0')
    const applied: PendingMigration[] = []
    for (const migration of run.migrations) {
      if (migration.phase === 'contract' && !run.contract) continue
      if (await applyOnce(client, run.module, migration)) applied.push(describe(run.module, migration))
    }
    return applied
  })
}

/** What `migrate` would apply; needs no rights but the module's own. */
export async function findPending(url: string, run: MigrationRun): Promise<readonly PendingMigration[]> {
  const wanted = run.migrations.filter(({ phase }) => phase === 'expand' || run.contract)
  try {
    return await withClient(url, async client => {
      const applied = await readHistory(client)
      for (const migration of run.migrations) assertUnchanged(migration, applied)
      return wanted.filter(({ name }) => !applied.has(name)).map(migration => describe(run.module, migration))
    })
  } catch (error) {
    const undefinedTable = '42P01'
    if (isRefusedLogin(error) || sqlState(error) === '42501' || sqlState(error) === undefinedTable) {
      return wanted.map(migration => describe(run.module, migration))
    }
    throw error
  }
}

async function applyOnce(client: pg.Client, module: string, migration: Migration): Promise<boolean> {
  await client.query('begin')
  try {
    // Held until the end of this transaction, so that of several processes one applies it and the others see that it is done.
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [`migrate ${module}`])
    await client.query(history)
    const applied = await readHistory(client)
    assertUnchanged(migration, applied)
    if (applied.has(migration.name)) {
      await client.query('rollback')
      return false
    }
    assertInTurn(migration, applied)
    for (const statement of migration.statements) await run(client, migration, statement)
    await client.query('insert into migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function readHistory(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<Applied>('select name, checksum from migrations')
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

async function run(client: pg.Client, migration: Migration, statement: Statement): Promise<void> {
  try {
    await client.query(statement.text)
  } catch (error) {
    const position = error instanceof Error && 'position' in error ? Number(error.position) : 0
    const line =
      statement.line + (position > 0 ? statement.text.slice(0, position - 1).split('\n').length - 1 : 0)
    const reason = error instanceof Error ? error.message : String(error)
    const foreign = sqlState(error) === '42501'
    throw new DatabaseProblem(
      'migration-failed',
      `${migration.path}:${line}: ${reason}\n\n${indent(statement.text)}\n`,
      foreign
        ? 'Nothing of the file was applied. A module reaches nothing but its own schema: keep the id of what another module owns, without a foreign key, and ask its contract or listen to its events.'
        : 'Nothing of the file was applied. Put it right and run the migrations again.',
      { cause: error },
    )
  }
}

function assertUnchanged(migration: Migration, applied: ReadonlyMap<string, string>): void {
  const checksum = applied.get(migration.name)
  if (checksum === undefined || checksum === migration.checksum) return
  throw new DatabaseProblem(
    'migration-edited',
    `${migration.path} was edited after it had been applied.`,
    'Put it back as it was, and write what is to change into a new file.',
  )
}

/** A contract file may be older than files applied before it: it waits for its release. */
function assertInTurn(migration: Migration, applied: ReadonlyMap<string, string>): void {
  if (migration.phase === 'contract' || migration.name.startsWith('platform_')) return
  const later = [...applied.keys()].filter(name => /^\d{4}_/.test(name) && name > migration.name).sort()[0]
  if (later === undefined) return
  throw new DatabaseProblem(
    'migration-late',
    `${migration.path} comes before ${later}, which is applied already.`,
    'Give it the next free number.',
  )
}

function describe(module: string, { name, phase }: Migration): PendingMigration {
  return { module, name, phase }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map(line => `    ${line}`)
    .join('\n')
}
