import { type QueryExecutorProvider, sql } from 'kysely'
import type { EventEnvelope } from '../events/index.js'

/** A place in the order of events. Both are large integers as text. */
export interface Position {
  readonly xid: string
  readonly seq: string
}

export interface OutboxRecord {
  readonly position: Position
  readonly envelope: EventEnvelope
}

export const beginning: Position = { xid: '0', seq: '0' }

interface Row {
  readonly xid: string
  readonly seq: string
  readonly id: string
  readonly type: string
  readonly version: number
  readonly key: string
  /** A bigint as text. */
  readonly aggregate_version: string | null
  readonly payload: unknown
  readonly occurred_at: Date
  readonly tenant: string | null
  readonly traceparent: string | null
}

/**
 * The next events after a position, of one type or of all. Sequence numbers are given before the commit, so that a smaller
 * one may turn up after a larger one was read. Therefore nothing is read while a transaction that began before it is open.
 */
export async function readOutbox(
  db: QueryExecutorProvider,
  query: { readonly type: string | null; readonly after: Position; readonly limit: number },
): Promise<readonly OutboxRecord[]> {
  const { type, after, limit } = query
  const { rows } = await sql<Row>`
    select xid, seq, id, type, version, key, aggregate_version, payload, occurred_at, tenant, traceparent
    from outbox
    where ${type === null ? sql`true` : sql`type = ${type}`}
      and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, seq
    limit ${limit}`.execute(db)
  return rows.map(({ xid, seq, occurred_at, aggregate_version: counted, ...rest }) => ({
    position: { xid, seq },
    envelope: {
      ...rest,
      aggregateVersion: counted === null ? null : Number(counted),
      occurredAt: occurred_at.toISOString(),
    },
  }))
}

/** Whether anything is committed after a position, also what `readOutbox` still holds back. */
export async function hasUnread(
  db: QueryExecutorProvider,
  type: string | null,
  after: Position,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from outbox
    where ${type === null ? sql`true` : sql`type = ${type}`} and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
    limit 1`.execute(db)
  return rows.length > 0
}
