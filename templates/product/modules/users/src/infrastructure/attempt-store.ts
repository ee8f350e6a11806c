import { createHash } from 'node:crypto'
import type { ModuleDatabase } from '@shop/platform/database'
import type { Kysely } from 'kysely'
import { deriveWait } from '../domain/throttle.js'
import type { UsersTables } from './tables.js'

/** Milliseconds after which attempts are forgotten. */
const memory = 24 * 3_600_000

/** Hashed, for people type passwords where the e-mail address belongs. */
export function deriveSubject(email: string, address: string | null): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([email.toLowerCase(), address]))
    .digest()
}

/**
 * Milliseconds to wait; 0 when the attempt may be made. It counts as failed from now on, so that many at the same time do not
 * get past the limit.
 */
export async function claimAttempt(
  database: ModuleDatabase<UsersTables>,
  subject: Buffer,
  now: Date,
): Promise<number> {
  return await database.transaction(async tx => {
    const row = await tx
      .insertInto('sign_in_attempts')
      .values({ subject, failures: 0, blocked_until: now, last_at: now })
      .onConflict(conflict => conflict.column('subject').doUpdateSet({ last_at: now }))
      .returningAll()
      .executeTakeFirstOrThrow()
    const wait = row.blocked_until.getTime() - now.getTime()
    if (wait > 0) return wait
    const failures = row.failures + 1
    await tx
      .updateTable('sign_in_attempts')
      .set({ failures, blocked_until: new Date(now.getTime() + deriveWait(failures)) })
      .where('subject', '=', subject)
      .execute()
    return 0
  })
}

export async function forgetAttempts(db: Kysely<UsersTables>, subject: Buffer): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('subject', '=', subject).execute()
}

export async function deleteOldAttempts(db: Kysely<UsersTables>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - memory)
  await db.deleteFrom('sign_in_attempts').where('last_at', '<', before).execute()
}
