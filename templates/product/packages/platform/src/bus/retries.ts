import { type QueryExecutorProvider, sql } from 'kysely'
import type { EventEnvelope } from '../events/index.js'

/** The first waiting event of a key; those behind it wait with it. */
export interface Retry {
  readonly number: string
  readonly envelope: EventEnvelope
  readonly attempts: number
  /** Milliseconds until it is due; not above zero where it is. */
  readonly wait: number
}

export interface Deferral {
  readonly consumer: string
  readonly envelope: EventEnvelope
  readonly attempts: number
  readonly reason: string | null
  /** Milliseconds. */
  readonly delay: number
  /** Its place in the order, where it has waited before. */
  readonly number?: string
}

export async function hasWaiting(tx: QueryExecutorProvider, consumer: string, key: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from retries where consumer = ${consumer} and key = ${key} limit 1`.execute(tx)
  return rows.length > 0
}

export async function deferEvent(tx: QueryExecutorProvider, deferral: Deferral): Promise<void> {
  const { consumer, envelope, attempts, reason, delay, number } = deferral
  const place = number === undefined ? sql`nextval('retries_number_seq')` : sql`${number}::bigint`
  await sql`
    insert into retries (consumer, number, event_id, key, envelope, attempts, due_at, reason)
    values (${consumer}, ${place}, ${envelope.id}, ${envelope.key}, ${JSON.stringify(envelope)}::jsonb, ${attempts},
      clock_timestamp() + make_interval(secs => ${delay / 1_000}), ${reason})`.execute(tx)
}

export async function nextRetries(db: QueryExecutorProvider, consumer: string): Promise<readonly Retry[]> {
  const { rows } = await sql<Retry>`
    select distinct on (key) number, envelope, attempts,
      (extract(epoch from due_at - clock_timestamp()) * 1000)::float8 as wait
    from retries where consumer = ${consumer}
    order by key, number`.execute(db)
  return rows
}

/** Takes it off the list; false where another reader is at it. */
export async function settleRetry(
  tx: QueryExecutorProvider,
  retry: { readonly consumer: string; readonly number: string },
): Promise<boolean> {
  const { rows } = await sql`
    delete from retries where (consumer, number) in (
      select consumer, number from retries
      where consumer = ${retry.consumer} and number = ${retry.number}::bigint
      for update skip locked
    ) returning 1`.execute(tx)
  return rows.length > 0
}
