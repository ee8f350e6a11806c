import { randomUUID } from 'node:crypto'
import { type QueryExecutorProvider, sql } from 'kysely'
import { currentContext } from '../contract/index.js'

/** A saga in the hands of a runner, until the claim's time is over. */
export interface Claimed {
  readonly id: string
  readonly saga: string
  readonly input: unknown
  readonly status: 'compensating' | 'running'
  readonly step: number
  /** With this one. */
  readonly attempts: number
  readonly results: Readonly<Record<string, unknown>>
  readonly reason: string | null
  readonly isLate: boolean
  /** Grows with each claim: what an earlier holder still writes is refused. */
  readonly claim: number
  readonly tenant: string | null
  readonly traceparent: string | null
}

export interface Progress {
  readonly status: 'compensated' | 'compensating' | 'completed' | 'running' | 'stuck'
  readonly step: number
  readonly attempts: number
  readonly reason: string | null
  readonly results?: Readonly<Record<string, unknown>>
  /** Milliseconds until it goes on. */
  readonly delay: number
}

/** False where there is one with the key already. */
export async function insertSaga(
  tx: QueryExecutorProvider,
  saga: { readonly name: string; readonly key: string; readonly input: unknown; readonly deadline: number },
): Promise<boolean> {
  const { tenant, traceparent } = currentContext()
  const { rows } = await sql`
    insert into sagas (id, saga, key, input, status, due_at, deadline_at, tenant, traceparent)
    values (${randomUUID()}, ${saga.name}, ${saga.key}, ${JSON.stringify(saga.input)}::jsonb, 'running',
      clock_timestamp(), clock_timestamp() + make_interval(secs => ${saga.deadline / 1_000}), ${tenant}, ${traceparent})
    on conflict (saga, key) do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** The saga that has been due the longest, for `hold` milliseconds. A runner that dies leaves it due again after them. */
export async function claimDue(
  db: QueryExecutorProvider,
  sagas: readonly string[],
  hold: number,
): Promise<Claimed | null> {
  const { rows } = await sql<Claimed>`
    update sagas set claim = claim + 1, attempts = attempts + 1,
      due_at = clock_timestamp() + make_interval(secs => ${hold / 1_000})
    where id = (
      select id from sagas
      where ended_at is null and status <> 'stuck' and due_at <= clock_timestamp() and saga = any(${sagas})
      order by due_at limit 1 for update skip locked
    )
    returning id, saga, input, status, step, attempts, results, reason, claim, tenant, traceparent,
      deadline_at <= clock_timestamp() as "isLate"`.execute(db)
  return rows[0] ?? null
}

/** False where another runner has claimed it since. */
export async function saveProgress(
  tx: QueryExecutorProvider,
  { id, claim }: Claimed,
  { status, step, attempts, reason, results, delay }: Progress,
): Promise<boolean> {
  const hasEnded = status === 'completed' || status === 'compensated'
  const { rows } = await sql`
    update sagas set status = ${status}, step = ${step}, attempts = ${attempts}, reason = ${reason},
      results = coalesce(${results === undefined ? null : JSON.stringify(results)}::jsonb, results),
      ended_at = case when ${hasEnded} then clock_timestamp() end,
      due_at = case when ${status} = 'running'
        then least(clock_timestamp() + make_interval(secs => ${delay / 1_000}), greatest(deadline_at, clock_timestamp()))
        else clock_timestamp() + make_interval(secs => ${delay / 1_000}) end
    where id = ${id} and claim = ${claim} returning 1`.execute(tx)
  return rows.length > 0
}

export async function insertRecord(
  tx: QueryExecutorProvider,
  { id, attempts }: Claimed,
  record: {
    readonly step: string
    readonly direction: 'back' | 'forward'
    readonly outcome: 'done' | 'failed' | 'refused'
    readonly reason: string | null
  },
): Promise<void> {
  await sql`
    insert into saga_steps (saga_id, step, direction, attempt, outcome, reason)
    values (${id}, ${record.step}, ${record.direction}, ${attempts}, ${record.outcome}, ${record.reason})`.execute(
    tx,
  )
}
