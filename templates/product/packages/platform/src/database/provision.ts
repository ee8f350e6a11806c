import pg from 'pg'
import { isRefusedLogin, sqlState, urlFor, withClient } from './connect.js'
import { DatabaseProblem } from './database-problem.js'
import type { ModuleRole } from './module-role.js'

/** Milliseconds. */
const statementTimeout = 15_000
const idleInTransactionTimeout = 30_000

const name = pg.escapeIdentifier

/** Makes the roles and the schemas of modules, as far as they are missing. */
export async function provision(url: string, roles: readonly ModuleRole[]): Promise<void> {
  const states = await Promise.all(roles.map(role => isProvisioned(url, role)))
  const missing = roles.filter((_, index) => !states[index])
  if (missing.length === 0) return
  await withClient(url, async admin => {
    await admin.query('select pg_advisory_lock(hashtext($1))', ['platform.provision'])
    const { rows } = await admin.query<{ name: string }>('select current_database() as name')
    const database = rows[0]?.name ?? ''
    for (const role of missing) {
      for (const statement of planProvision(role, database)) {
        await apply(admin, statement).catch((error: unknown) => {
          throw sqlState(error) === notPermitted ? notAllowed(missing, database, error) : error
        })
      }
    }
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
    if (isRefusedLogin(error) || sqlState(error) === notPermitted) return false
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
    'revoke all on schema public from public',
    `${here} search_path = ${name(role.schema)}`,
    `${here} statement_timeout = ${statementTimeout}`,
    `${here} idle_in_transaction_session_timeout = ${idleInTransactionTimeout}`,
  ]
}

const existsAlready = ['42710', '42P06', '23505']
const concurrentUpdate = 'XX000'
const notPermitted = '42501'

async function apply(admin: pg.Client, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(statement)
      return
    } catch (error) {
      const state = sqlState(error) ?? ''
      if (existsAlready.includes(state)) return
      // Roles are shared by all databases of a server; another one may be provisioned at the same moment.
      if (state !== concurrentUpdate || attempt === 10) throw error
    }
  }
}

/** The right to act as the module's role is for whoever runs this next time, who will not need it any more. */
function notAllowed(missing: readonly ModuleRole[], database: string, cause: unknown): DatabaseProblem {
  const statements = missing
    .flatMap(role => planProvision(role, database))
    .filter(line => !line.endsWith('to current_user'))
  const reason = cause instanceof Error ? cause.message : String(cause)
  const schemas = missing.map(({ schema }) => schema).join(', ')
  return new DatabaseProblem(
    'not-allowed',
    `The user of DATABASE_URL may not set up roles and schemas for ${schemas}: ${reason}.`,
    `Let an administrator run this in the database ${database}, then start again:\n${statements.map(line => `  ${line};`).join('\n')}`,
    { cause },
  )
}
