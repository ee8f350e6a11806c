import { type QueryExecutorProvider, sql } from 'kysely'

/** `stuck`: a compensation failed too often; somebody has to look at it, then `retrySaga`. */
export type SagaStatus = 'compensated' | 'compensating' | 'completed' | 'running' | 'stuck'

export interface SagaState {
  readonly id: string
  readonly saga: string
  readonly key: string
  readonly status: SagaStatus
  /** Place of the step that is next, forward or back. */
  readonly step: number
  readonly attempts: number
  readonly reason: string | null
  readonly startedAt: Date
  readonly deadlineAt: Date
  readonly dueAt: Date
  readonly endedAt: Date | null
}

/** One attempt. */
export interface StepRecord {
  readonly step: string
  readonly direction: 'back' | 'forward'
  readonly attempt: number
  readonly outcome: 'done' | 'failed' | 'refused'
  readonly reason: string | null
  readonly at: Date
}

const columns = sql.raw(
  'id, saga, key, status, step, attempts, reason, started_at as "startedAt", deadline_at as "deadlineAt", due_at as "dueAt", ended_at as "endedAt"',
)

/** Where it stands and how it got there; null where there is none. */
export async function inspectSaga(
  db: QueryExecutorProvider,
  saga: string,
  key: string,
): Promise<(SagaState & { readonly history: readonly StepRecord[] }) | null> {
  const { rows } = await sql<SagaState>`
    select ${columns} from sagas where saga = ${saga} and key = ${key}`.execute(db)
  if (rows[0] === undefined) return null
  const history = await sql<StepRecord>`
    select step, direction, attempt, outcome, reason, at from saga_steps
    where saga_id = ${rows[0].id} order by number`.execute(db)
  return { ...rows[0], history: history.rows }
}

/** The oldest first. */
export async function listSagas(
  db: QueryExecutorProvider,
  status: SagaStatus,
  limit = 100,
): Promise<readonly SagaState[]> {
  const { rows } = await sql<SagaState>`
    select ${columns} from sagas where status = ${status} order by started_at limit ${limit}`.execute(db)
  return rows
}

/** Lets a stuck saga go on with its compensation. False where it is not stuck. */
export async function retrySaga(db: QueryExecutorProvider, saga: string, key: string): Promise<boolean> {
  const { rows } = await sql`
    update sagas set status = 'compensating', attempts = 0, due_at = clock_timestamp()
    where saga = ${saga} and key = ${key} and status = 'stuck' returning 1`.execute(db)
  return rows.length > 0
}
