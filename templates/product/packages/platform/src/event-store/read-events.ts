import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'

/** An event as it was stored, and who did it when. */
export interface StoredEvent {
  readonly stream: string
  /** Its place in the stream, from 1. */
  readonly number: number
  readonly type: string
  readonly version: number
  readonly data: unknown
  readonly occurredAt: Date
  /** Id of the user on whose behalf; null for nobody in particular. */
  readonly actor: string | null
  readonly tenant: string | null
  readonly traceparent: string | null
}

export interface Place {
  readonly xid: string
  readonly seq: string
}

interface Row extends Place {
  readonly stream: string
  readonly number: number
  readonly type: string
  readonly version: number
  readonly data: unknown
  readonly occurred_at: Date
  readonly actor: string | null
  readonly tenant: string | null
  readonly traceparent: string | null
}

const columns = sql.raw(
  'xid, seq, stream, number, type, version, data, occurred_at, actor, tenant, traceparent',
)

/** The audit trail of one stream, from its beginning or after a number. */
export async function readHistory(
  db: QueryExecutorProvider,
  stream: string,
  after = 0,
): Promise<readonly StoredEvent[]> {
  const { rows } = await select(db, sql`stream = ${stream} and number > ${after} order by number`)
  return rows.map(toEvent)
}

/** The events of all streams in the order of their commits. None is read while a transaction that began before it is open. */
export async function readAllEvents(
  db: QueryExecutorProvider,
  { xid, seq }: Place,
  limit: number,
): Promise<readonly { readonly place: Place; readonly event: StoredEvent }[]> {
  const { rows } = await select(
    db,
    sql`(xid, seq) > (${xid}::xid8, ${seq}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by xid, seq limit ${limit}`,
  )
  return rows.map(row => ({ place: { xid: row.xid, seq: row.seq }, event: toEvent(row) }))
}

function select(db: QueryExecutorProvider, condition: RawBuilder<unknown>) {
  return sql<Row>`select ${columns} from events where ${condition}`.execute(db)
}

function toEvent({ xid: _, seq: __, occurred_at, ...rest }: Row): StoredEvent {
  return { ...rest, occurredAt: occurred_at }
}
