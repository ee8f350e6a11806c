import { type QueryExecutorProvider, sql } from 'kysely'
import type { AnyModuleDatabase } from '../database/index.js'
import type { EventEnvelope } from '../events/index.js'
import { deferEvent } from './retries.js'

export interface DeadLetter {
  readonly consumer: string
  readonly envelope: EventEnvelope
  readonly attempts: number
  readonly reason: string
  readonly diedAt: Date
}

interface Row extends Omit<DeadLetter, 'diedAt'> {
  readonly died_at: Date
}

/** What the subscriptions of a module gave up on, oldest first. */
export async function listDeadLetters(db: QueryExecutorProvider): Promise<readonly DeadLetter[]> {
  const { rows } = await sql<Row>`
    select consumer, envelope, attempts, reason, died_at from dead_letters order by died_at, event_id`.execute(
    db,
  )
  return rows.map(({ died_at, ...rest }) => ({ ...rest, diedAt: died_at }))
}

/** Hands them, or that of one event, to their subscription again, once its fault is mended. Answers how many. */
export function replayDeadLetters(
  database: AnyModuleDatabase,
  consumer: string,
  event?: string,
): Promise<number> {
  const isAsked = event === undefined ? sql`true` : sql`event_id::text = ${event.toLowerCase()}`
  return database.transaction(async tx => {
    const { rows } = await sql<{ envelope: EventEnvelope }>`
      with taken as (delete from dead_letters where consumer = ${consumer} and ${isAsked} returning envelope, died_at, event_id)
      select envelope from taken order by died_at, event_id`.execute(tx)
    for (const { envelope } of rows)
      await deferEvent(tx, { consumer, envelope, attempts: 0, reason: null, delay: 0 })
    return rows.length
  })
}
