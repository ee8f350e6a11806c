import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { UsersTables } from './tables.js'

type Connection = Kysely<UsersTables>
export type SessionRow = Selectable<UsersTables['sessions']>

export async function insertSession(db: Connection, session: SessionRow): Promise<void> {
  await db.insertInto('sessions').values(session).execute()
}

/** What the client keeps. The database has but a hash of it, so that nobody can use what is read there. */
export async function issueRefreshToken(db: Connection, session: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = { hash: hashToken(token), session_id: session, used_at: null }
  await db.insertInto('refresh_tokens').values(row).execute()
  return token
}

/** The session of a token, and when it was used; both stay as they are until the transaction ends. */
export async function lockToken(db: Connection, token: string) {
  const query = db
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .selectAll('sessions')
    .select('refresh_tokens.used_at')
    .where('refresh_tokens.hash', '=', hashToken(token))
  return (await query.forUpdate().executeTakeFirst()) ?? null
}

interface Use {
  /** Of the session. */
  readonly id: string
  readonly now: Date
  readonly end: Date
}

export async function useToken(db: Connection, token: string, { id, now, end }: Use): Promise<void> {
  await db.updateTable('refresh_tokens').set({ used_at: now }).where('hash', '=', hashToken(token)).execute()
  await db.updateTable('sessions').set({ last_used_at: now, expires_at: end }).where('id', '=', id).execute()
}

/** The last used first. */
export async function listOpenSessions(
  db: Connection,
  user: string,
  now: Date,
): Promise<readonly SessionRow[]> {
  const query = db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', user)
    .where('revoked_at', 'is', null)
  return await query.where('expires_at', '>', now).orderBy('last_used_at', 'desc').execute()
}

export async function hasSession(db: Connection, id: string, user: string): Promise<boolean> {
  const query = db.selectFrom('sessions').select('id').where('id', '=', id).where('user_id', '=', user)
  return (await query.executeTakeFirst()) !== undefined
}

/** False where it has ended already. */
export async function endSession(db: Connection, id: string, now: Date): Promise<boolean> {
  const update = db.updateTable('sessions').set({ revoked_at: now }).where('id', '=', id)
  return (await update.where('revoked_at', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
}

export async function deleteExpiredSessions(db: Connection, now: Date): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<', now).execute()
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
