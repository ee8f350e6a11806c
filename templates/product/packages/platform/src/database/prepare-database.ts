import { setTimeout as sleep } from 'node:timers/promises'
import { createBackoff } from './backoff.js'
import type { Log } from './log.js'
import type { Database } from './open-database.js'
import type { MigrationSource } from './read-migrations.js'
import { isServerAway } from './server-away.js'

export interface Preparation {
  readonly database: Database
  readonly sources: readonly MigrationSource[]
  readonly production: boolean
  readonly log: Log
  /** Ends the waiting. */
  readonly signal: AbortSignal
}

/** Waits for the server as long as it is away: a process that ended instead would have to be started again. */
export async function prepareDatabase(preparation: Preparation): Promise<void> {
  const { log, signal } = preparation
  const backoff = createBackoff()
  for (let told = false; ; told = true) {
    try {
      await prepare(preparation)
      return
    } catch (error) {
      if (!isServerAway(error) || signal.aborted) throw error
      if (!told) log.warn({ err: error }, 'Waiting for the database')
      await sleep(backoff.next(), undefined, { signal }).catch(() => {})
    }
  }
}

/** Migrates where somebody develops; in production migrating is a step of its own, and whoever skipped it is told. */
async function prepare({ database, sources, production }: Preparation): Promise<void> {
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
