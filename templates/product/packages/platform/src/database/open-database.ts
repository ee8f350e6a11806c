import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { isRefusedLogin, openPool, urlFor } from './connect.js'
import { DatabaseProblem } from './database-problem.js'
import { type EmbeddedServer, openEmbeddedServer } from './embedded/embedded-server.js'
import type { Log } from './log.js'
import { findPending, type MigrationRun, migrate, type PendingMigration } from './migrate.js'
import type { ModuleDatabase } from './module-database.js'
import { deriveModuleRole, type ModuleRole, platformModule } from './module-role.js'
import { coordinationMigrations, messagingMigrations } from './platform-migrations.js'
import { provision } from './provision.js'
import { type MigrationSource, readMigrations } from './read-migrations.js'
import { tellUnavailable } from './telling-pool.js'
import { type TextQuery, textQueryOf } from './text-query.js'
import { runInTransactionScope } from './transaction-scope.js'

export interface DatabaseOptions {
  /** Part of the names of roles: two products may share a server. */
  readonly product: string
  /** A server elsewhere, or the folder of an embedded one. */
  readonly server: { readonly url: string; readonly roleSecret: string } | { readonly embedded: string }
  readonly log: Log
  /** Connections a module at most; 8 unless told otherwise. */
  readonly poolSize?: number
}

export interface Database {
  readonly product: string
  /** Does not wait for the server; once it is there again, the pool finds it by itself. */
  readonly module: <Tables>(name: string) => Promise<ModuleDatabase<Tables>>
  /** Single statements on the connections of a module, with as little around them as can be. */
  readonly textQuery: (module: string) => Promise<TextQuery>
  /** Makes roles and schemas, then applies what is missing. Answers what it applied. */
  readonly migrate: (
    modules: readonly MigrationSource[],
    options?: { readonly contract?: boolean },
  ) => Promise<readonly PendingMigration[]>
  /** What `migrate` would apply. */
  readonly pending: (
    modules: readonly MigrationSource[],
    options?: { readonly contract?: boolean },
  ) => Promise<readonly PendingMigration[]>
  /** Throws where the server does not answer, or was never migrated. An embedded one that went away is started again. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
  /** A connection string of a module's role, for what needs a connection of its own. */
  readonly urlOf: (module: string) => string
}

interface OpenModule {
  readonly pool: pg.Pool
  readonly database: ModuleDatabase<unknown>
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const server =
    'embedded' in options.server ? await openEmbeddedServer({ folder: options.server.embedded }) : null
  const { url, roleSecret } = server
    ? { url: server.url, roleSecret: server.secret }
    : (options.server as { url: string; roleSecret: string })
  const { product, log } = options
  const modules = new Map<string, Promise<OpenModule>>()
  const roleOf = (module: string) => deriveModuleRole(product, module, roleSecret)
  const urlOf = (module: string) => urlFor(url, roleOf(module))
  const open = (name: string) => {
    const opened =
      modules.get(name) ??
      openModule(name, urlOf(name), roleOf(name), { log, size: options.poolSize ?? 8, product })
    modules.set(name, opened)
    opened.catch(() => modules.delete(name))
    return opened
  }
  const plan = async (
    sources: readonly MigrationSource[],
    contract: boolean,
  ): Promise<readonly MigrationRun[]> => [
    { module: platformModule, migrations: coordinationMigrations, contract },
    ...(await Promise.all(
      sources.map(async source => ({
        module: source.name,
        migrations: [...messagingMigrations, ...(await readMigrations(source))],
        contract,
      })),
    )),
  ]
  const mark = server ? openPool(url, { size: 1, log, name: `${product} embedded`, idle: 0 }) : null
  await mark?.query('select 1')
  /** Asked once a second, and more often: a connection anew each time would cost more than all else that rests. */
  let probe: pg.Pool | null = null

  return {
    product,
    urlOf,
    module: async <Tables>(name: string) => (await open(name)).database as ModuleDatabase<Tables>,
    textQuery: async name => textQueryOf((await open(name)).pool),
    migrate: async (sources, { contract = false } = {}) => {
      const applied: PendingMigration[] = []
      const runs = await plan(sources, contract)
      await provision(
        url,
        runs.map(({ module }) => roleOf(module)),
      )
      for (const run of runs) applied.push(...(await migrate(urlOf(run.module), run)))
      for (const { module, name } of applied) log.info({ module, migration: name }, 'migration applied')
      return applied
    },
    pending: async (sources, { contract = false } = {}) => {
      const runs = await plan(sources, contract)
      return (await Promise.all(runs.map(run => findPending(urlOf(run.module), run)))).flat()
    },
    ping: async () => {
      probe ??= openPool(urlOf(platformModule), { size: 1, log, name: `${product} probe`, patience: 2_000 })
      await ping(server, probe, roleOf(platformModule))
    },
    close: async () => {
      const opened = await Promise.allSettled(modules.values())
      await Promise.all(opened.map(one => (one.status === 'fulfilled' ? closeModule(one.value) : undefined)))
      await probe?.end()
      await mark?.end()
      await server?.release()
    },
  }
}

async function ping(server: EmbeddedServer | null, probe: pg.Pool, role: ModuleRole): Promise<void> {
  try {
    await probe.query('select 1').catch(async error => {
      if (server === null) throw error
      await server.ensureRunning()
      await probe.query('select 1')
    })
  } catch (error) {
    throw isRefusedLogin(error) ? notProvisioned(role, error) : error
  }
}

async function openModule(
  module: string,
  url: string,
  role: ModuleRole,
  options: { readonly log: Log; readonly size: number; readonly product: string },
): Promise<OpenModule> {
  const pool = openPool(url, { size: options.size, log: options.log, name: `${options.product} ${module}` })
  await assertKnown(pool, role, options.log)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: tellUnavailable(pool) }) })
  return {
    pool,
    database: {
      module,
      db,
      transaction: work => runInTransactionScope(module, db, () => db.transaction().execute(work)),
    },
  }
}

/** Kysely ends the pool only where it has ever used it. */
async function closeModule({ pool, database }: OpenModule): Promise<void> {
  await database.db.destroy()
  if (!pool.ending) await pool.end()
}

async function assertKnown(pool: pg.Pool, role: ModuleRole, log: Log): Promise<void> {
  try {
    await pool.query('select 1')
  } catch (error) {
    if (isRefusedLogin(error)) {
      await pool.end()
      throw notProvisioned(role, error)
    }
    const reason = error instanceof Error ? error.message : String(error)
    log.warn({ role: role.role, reason }, 'the database does not answer yet')
  }
}

function notProvisioned({ role }: ModuleRole, cause: unknown): DatabaseProblem {
  return new DatabaseProblem(
    'not-provisioned',
    `The database knows no role ${role} with the password that follows from DATABASE_ROLE_SECRET.`,
    'Run the migrations first: npm run migrate.',
    { cause },
  )
}
