import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { UsersTables } from './tables.js'

type Connection = Kysely<UsersTables>
export type Session = Selectable<UsersTables['sessions']>

export async function insertSession(db: Connection, session: Session): Promise<void> {
  await db.insertInto('sessions').values(session).execute()
}

/** What the client keeps. The database has but a hash of it, so that nobody can use what it reads there. */
export async function issueRefreshToken(db: Connection, sessionId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = { hash: hashToken(token), session_id: sessionId, used_at: null }
  await db.insertInto('refresh_tokens').values(row).execute()
  return token
}

/** The session of a token, and whether it was used; both stay as they are until the transaction ends. */
export async function lockToken(
  db: Connection,
  token: string,
): Promise<(Session & { used_at: Date | null }) | null> {
  const row = await db
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .selectAll('sessions')
    .select('refresh_tokens.used_at')
    .where('refresh_tokens.hash', '=', hashToken(token))
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function useToken(db: Connection, token: string, now: Date, sessionEnd: Date): Promise<void> {
  const hash = hashToken(token)
  await db.updateTable('refresh_tokens').set({ used_at: now }).where('hash', '=', hash).execute()
  const ofToken = db.selectFrom('refresh_tokens').select('session_id').where('hash', '=', hash)
  await db
    .updateTable('sessions')
    .set({ last_used_at: now, expires_at: sessionEnd })
    .where('id', 'in', ofToken)
    .execute()
}

export async function listOpenSessions(
  db: Connection,
  userId: string,
  now: Date,
): Promise<readonly Session[]> {
  return await db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_used_at', 'desc')
    .execute()
}

export async function endSession(db: Connection, id: string, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

export async function findSession(db: Connection, id: string, userId: string): Promise<Session | null> {
  const query = db.selectFrom('sessions').selectAll().where('id', '=', id).where('user_id', '=', userId)
  return (await query.executeTakeFirst()) ?? null
}

export async function deleteExpiredSessions(db: Connection, now: Date): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<', now).execute()
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
