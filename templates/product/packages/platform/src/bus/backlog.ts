import { setTimeout as sleep } from 'node:timers/promises'
import { type QueryExecutorProvider, sql } from 'kysely'
import type { Position } from '../outbox/read-outbox.js'

/** Seconds that the oldest event after a position waits, also one that `readOutbox` still holds back; 0 for none. */
export async function ageOfUnread(
  db: QueryExecutorProvider,
  type: string | null,
  after: Position,
): Promise<number> {
  const { rows } = await sql<{ age: number }>`
    select extract(epoch from clock_timestamp() - occurred_at)::float8 as age from outbox
    where ${type === null ? sql`true` : sql`type = ${type}`} and (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
    order by xid, seq limit 1`.execute(db)
  return Math.max(0, rows[0]?.age ?? 0)
}

/** Seconds since the oldest event was published that is to be tried again; 0 for none. */
export async function ageOfRetries(db: QueryExecutorProvider, consumer: string): Promise<number> {
  const { rows } = await sql<{ age: number | null }>`
    select extract(epoch from clock_timestamp() - min((envelope->>'occurredAt')::timestamptz))::float8 as age
    from retries where consumer = ${consumer}`.execute(db)
  return Math.max(0, rows[0]?.age ?? 0)
}

export interface BacklogSamples {
  /** Seconds; null where it cannot be known. */
  readonly find: () => Promise<number | null>
  readonly tell: (seconds: number) => void
  /** Milliseconds between two looks. */
  readonly every: number
}

/** Measures until the signal aborts. What fails here fails for the reader too, which tells. */
export async function sampleBacklog(
  { find, tell, every }: BacklogSamples,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const seconds = await find().catch(() => null)
    if (seconds !== null) tell(seconds)
    await sleep(every, undefined, { signal }).catch(() => {})
  }
}
