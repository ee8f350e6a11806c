import { type QueryExecutorProvider, sql } from 'kysely'
import { beginning, type Position } from '../outbox/read-outbox.js'

/** From one event to the next of a source. */
export interface Step {
  readonly source: string
  readonly from: Position
  readonly to: Position
}

export async function readPosition(
  db: QueryExecutorProvider,
  consumer: string,
  source: string,
): Promise<Position> {
  const { rows } = await sql<Position>`
    select xid, seq from positions where consumer = ${consumer} and source = ${source}`.execute(db)
  if (rows[0]) return rows[0]
  await sql`insert into positions (consumer, source) values (${consumer}, ${source}) on conflict do nothing`.execute(
    db,
  )
  return beginning
}

/** Locks the position, so that of two readers one handles the event and the other learns that it has been handled. */
export async function advance(
  tx: QueryExecutorProvider,
  consumer: string,
  { source, from, to }: Step,
): Promise<boolean> {
  const { rows } = await sql`
    update positions set xid = ${to.xid}::xid8, seq = ${to.seq}::bigint
    where consumer = ${consumer} and source = ${source} and xid = ${from.xid}::xid8 and seq = ${from.seq}::bigint
    returning 1`.execute(tx)
  return rows.length > 0
}
