import { migrations, type Query } from '@shop/gateway'
import type { Database, MigrationSource } from '@shop/platform/database'
import { CompiledQuery } from 'kysely'
import type { Settings } from './environment.js'
import { modules } from './modules.js'

const gateway = 'gateway'

/** Everything that has a schema. */
export const sources: readonly MigrationSource[] = [
  ...modules.map(({ source }) => source),
  { name: gateway, migrations },
]

/** Migrates where somebody develops; in production migrating is a step of its own, and whoever skipped it is told. */
export async function prepareDatabase(database: Database, { production }: Settings): Promise<void> {
  if (!production) {
    await database.migrate(sources)
    return
  }
  const pending = await database.pending(sources)
  if (pending.length === 0) return
  const names = pending.map(({ module, name }) => `${module}/${name}`).join(', ')
  throw new Error(
    `Migrations are pending: ${names}. Run "npm run migrate" (in a container: node migrate.js) first.`,
  )
}

/** For the keys of idempotent requests, which all gateways share. */
export async function openKeyStore(database: Database): Promise<Query> {
  const { db } = await database.module(gateway)
  return async (text, values) => {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]))
    return { rows: rows as readonly Readonly<Record<string, unknown>>[] }
  }
}
