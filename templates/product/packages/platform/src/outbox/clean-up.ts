import { type QueryExecutorProvider, sql } from 'kysely'
import type { Position } from './read-outbox.js'

/** Days. The inbox remembers longer than any delivery may take. */
const outboxDays = 7
const inboxDays = 30
const batch = 5_000

/**
 * Deletes what is old and what every reader has passed. `passed` names the reader that is furthest behind by type; types
 * without a reader are deleted by age alone. Answers the number of events deleted.
 */
export async function cleanUpOutbox(
  db: QueryExecutorProvider,
  passed: ReadonlyMap<string, Position>,
  days: number = outboxDays,
): Promise<number> {
  const types = await sql<{ type: string }>`select distinct type from outbox`.execute(db)
  let deleted = 0
  for (const { type } of types.rows) {
    const position = passed.get(type)
    const isPassed = position
      ? sql`(xid, seq) <= (${position.xid}::xid8, ${position.seq}::bigint)`
      : sql`true`
    for (let last = batch; last === batch; deleted += last) {
      const result = await sql`
        delete from outbox where seq in (
          select seq from outbox
          where type = ${type} and occurred_at < now() - make_interval(days => ${days}) and ${isPassed}
          order by xid, seq limit ${batch}
        )`.execute(db)
      last = Number(result.numAffectedRows ?? 0)
    }
  }
  return deleted
}

export async function cleanUpInbox(db: QueryExecutorProvider): Promise<void> {
  await sql`delete from inbox where handled_at < now() - make_interval(days => ${inboxDays})`.execute(db)
}
