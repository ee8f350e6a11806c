import { createHash } from 'node:crypto'
import { type QueryExecutorProvider, sql } from 'kysely'
import type { AnyModuleDatabase } from '../database/index.js'
import { deriveWait } from './throttle.js'

/** Slows down whoever guesses. */
export interface Attempts {
  /**
   * Milliseconds to wait; 0 when the attempt may be made. It counts as failed from now on, so that many at the same time do
   * not get past the limit.
   */
  readonly claim: (subject: Buffer) => Promise<number>
  /** After one that was right. */
  readonly forget: (tx: QueryExecutorProvider, subject: Buffer) => Promise<void>
  readonly deleteOld: () => Promise<void>
}

/** Milliseconds after which attempts are forgotten. */
const memory = 24 * 3_600_000

/** Hashed, for people type passwords where the e-mail address belongs. */
export function deriveSubject(email: string, address: string | null): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([email.toLowerCase(), address]))
    .digest()
}

interface AttemptRow {
  readonly failures: number
  readonly blocked_until: Date
}

export function createAttempts(database: AnyModuleDatabase, now: () => Date): Attempts {
  return {
    claim: subject => database.transaction(tx => claimAttempt(tx, subject, now())),
    forget: async (tx, subject) => {
      await sql`delete from sign_in_attempts where subject = ${subject}`.execute(tx)
    },
    deleteOld: async () => {
      const before = new Date(now().getTime() - memory)
      await sql`delete from sign_in_attempts where last_at < ${before}`.execute(database.db)
    },
  }
}

async function claimAttempt(tx: QueryExecutorProvider, subject: Buffer, now: Date): Promise<number> {
  const { rows } = await sql<AttemptRow>`
    insert into sign_in_attempts (subject, failures, blocked_until, last_at) values (${subject}, 0, ${now}, ${now})
    on conflict (subject) do update set last_at = excluded.last_at
    returning failures, blocked_until`.execute(tx)
  const { failures, blocked_until } = rows[0] as AttemptRow
  const wait = blocked_until.getTime() - now.getTime()
  if (wait > 0) return wait
  const until = new Date(now.getTime() + deriveWait(failures + 1))
  await sql`
    update sign_in_attempts set failures = ${failures + 1}, blocked_until = ${until} where subject = ${subject}
  `.execute(tx)
  return 0
}
