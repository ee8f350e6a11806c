import type { Database } from '@shop/platform/database'
import type { Settings } from './environment.js'
import { modules } from './modules.js'

/** Migrates where somebody develops; in production migrating is a step of its own, and whoever skipped it is told. */
export async function prepareDatabase(database: Database, { production }: Settings): Promise<void> {
  const sources = modules.map(({ source }) => source)
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
