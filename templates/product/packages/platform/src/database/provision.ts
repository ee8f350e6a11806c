import pg from 'pg'
import { isRefusedLogin, sqlState, urlFor, withClient } from './connect.js'
import { DatabaseProblem } from './database-problem.js'
import type { ModuleRole } from './module-role.js'

/** Milliseconds. */
const statementTimeout = 15_000
const idleInTransactionTimeout = 30_000

const name = pg.escapeIdentifier

/** Makes the role and the schema of a module, as far as they are missing. */
export async function provision(url: string, role: ModuleRole): Promise<void> {
  if (await isProvisioned(url, role)) return
  await withClient(url, async admin => {
    await admin.query('select pg_advisory_lock(hashtext($1))', ['platform.provision'])
    const database =
      (await admin.query<{ name: string }>('select current_database() as name')).rows[0]?.name ?? ''
    for (const statement of planProvision(role, database)) await apply(admin, statement, role, database)
  })
}

async function isProvisioned(url: string, role: ModuleRole): Promise<boolean> {
  try {
    return await withClient(urlFor(url, role), async client => {
      const found = await client.query(
        `select 1 from pg_namespace where nspname = $1 and nspowner = (select oid from pg_roles where rolname = $2)
           and coalesce(current_setting('search_path'), '') = $3`,
        [role.schema, role.role, role.schema],
      )
      return found.rowCount === 1
    })
  } catch (error) {
    if (isRefusedLogin(error) || sqlState(error) === '42501') return false
    throw error
  }
}

function planProvision(role: ModuleRole, database: string): readonly string[] {
  const owner = name(role.role)
  const here = `alter role ${owner} in database ${name(database)} set`
  return [
    `create role ${owner} login noinherit nosuperuser nocreatedb nocreaterole password ${pg.escapeLiteral(role.password)}`,
    `alter role ${owner} with login noinherit password ${pg.escapeLiteral(role.password)}`,
    `grant ${owner} to current_user`,
    `create schema ${name(role.schema)} authorization ${owner}`,
    `revoke all on schema ${name(role.schema)} from public`,
    `grant connect on database ${name(database)} to ${owner}`,
    `revoke connect, temporary on database ${name(database)} from public`,
    'revoke all on schema public from public',
    `${here} search_path = ${name(role.schema)}`,
    `${here} statement_timeout = ${statementTimeout}`,
    `${here} idle_in_transaction_session_timeout = ${idleInTransactionTimeout}`,
  ]
}

const existsAlready = ['42710', '42P06', '23505']
const concurrentUpdate = 'XX000'

async function apply(admin: pg.Client, statement: string, role: ModuleRole, database: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(statement)
      return
    } catch (error) {
      const state = sqlState(error) ?? ''
      if (existsAlready.includes(state)) return
      if (statement.startsWith('grant') && state === '0LP01') return
      // Roles are shared by all databases of a server; another one may be provisioned at the same moment.
      if (state === concurrentUpdate && attempt < 10) continue
      if (state === '42501') throw notAllowed(role, database, error)
      throw error
    }
  }
}

function notAllowed(role: ModuleRole, database: string, cause: unknown): DatabaseProblem {
  const sql = planProvision(role, database).filter(
    statement => !statement.startsWith('grant "') || !statement.endsWith('current_user'),
  )
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new DatabaseProblem(
    'not-allowed',
    `The user of DATABASE_URL may not set up the schema ${role.schema} and its role ${role.role}: ${reason}.`,
    `Let an administrator run this in the database ${database}, then start again:\n${sql.map(line => `  ${line};`).join('\n')}`,
    { cause },
  )
}
