import { createHash, randomBytes } from 'node:crypto'
import { type QueryExecutorProvider, sql } from 'kysely'
import type { Client } from '../http/index.js'
import { createSeal } from './seal.js'
import {
  defaultSessionPolicy,
  deriveSessionEnd,
  judgeToken,
  type PresentedToken,
  type SessionPolicy,
} from './session-policy.js'

export interface Session extends Client {
  readonly id: string
  readonly userId: string
  readonly createdAt: Date
  readonly lastUsedAt: Date
}

/** What became of a refresh token that was presented. `reused` has ended its session: commit that. */
export type Renewal =
  | { readonly kind: 'over' }
  | { readonly kind: 'reused'; readonly session: string; readonly userId: string }
  | {
      readonly kind: 'renewed'
      readonly session: string
      readonly userId: string
      readonly refreshToken: string
    }

/** Sessions with refresh tokens that are good for one use: https://datatracker.ietf.org/doc/html/rfc9700#section-4.14.2 */
export interface Sessions {
  /** Answers the first refresh token, which the client keeps; here there is but a hash of it. */
  readonly open: (tx: QueryExecutorProvider, session: Opening) => Promise<string>
  readonly renew: (tx: QueryExecutorProvider, refreshToken: string) => Promise<Renewal>
  /** Those that are open, the last used first. */
  readonly list: (db: QueryExecutorProvider, userId: string) => Promise<readonly Session[]>
  /** The session of a refresh token, whether it has ended or not. */
  readonly find: (
    db: QueryExecutorProvider,
    refreshToken: string,
  ) => Promise<Pick<Session, 'id' | 'userId'> | null>
  readonly belongs: (db: QueryExecutorProvider, id: string, userId: string) => Promise<boolean>
  /** False where it has ended already. */
  readonly end: (tx: QueryExecutorProvider, id: string) => Promise<boolean>
  readonly deleteExpired: (db: QueryExecutorProvider) => Promise<void>
}

interface Opening {
  readonly id: string
  readonly userId: string
  readonly client: Client
}

interface TokenRow extends PresentedToken {
  readonly id: string
  readonly user_id: string
  readonly created_at: Date
}

export function createSessions(now: () => Date, policy: SessionPolicy = defaultSessionPolicy): Sessions {
  const end: Sessions['end'] = async (tx, id) => {
    const update = sql`update sessions set revoked_at = ${now()} where id = ${id} and revoked_at is null`
    return (await update.execute(tx)).numAffectedRows === 1n
  }
  return {
    open: async (tx, { id, userId, client: { address, agent } }) => {
      const begin = now()
      await sql`
        insert into sessions (id, user_id, address, agent, created_at, last_used_at, expires_at) values (
          ${id}, ${userId}, ${address}, ${agent}, ${begin}, ${begin}, ${deriveSessionEnd(begin, begin, policy)}
        )`.execute(tx)
      return await issueToken(tx, id)
    },
    renew: async (tx, token) => {
      const found = await lockToken(tx, token)
      const judgement = found === null ? 'over' : judgeToken(found, now(), policy)
      if (found === null || judgement === 'over') return { kind: 'over' }
      const whose = { session: found.id, userId: found.user_id }
      if (judgement === 'reused') {
        await end(tx, found.id)
        return { kind: 'reused', ...whose }
      }
      const use = { id: found.id, now: now(), end: deriveSessionEnd(found.created_at, now(), policy) }
      const refreshToken =
        judgement === 'again' ? openSuccessor(token, found) : await useToken(tx, token, use)
      return { kind: 'renewed', ...whose, refreshToken }
    },
    list: async (db, userId) => {
      const { rows } = await sql<Session>`
        select id, user_id as "userId", address, agent, created_at as "createdAt", last_used_at as "lastUsedAt"
        from sessions where user_id = ${userId} and revoked_at is null and expires_at > ${now()}
        order by last_used_at desc`.execute(db)
      return rows
    },
    find: async (db, token) => {
      const { rows } = await sql<Pick<Session, 'id' | 'userId'>>`
        select sessions.id, user_id as "userId" from refresh_tokens join sessions on sessions.id = session_id
        where hash = ${hashToken(token)}`.execute(db)
      return rows[0] ?? null
    },
    belongs: async (db, id, userId) => {
      const query = sql`select 1 from sessions where id = ${id} and user_id = ${userId}`
      return (await query.execute(db)).rows.length === 1
    },
    end,
    deleteExpired: async db => {
      await sql`delete from sessions where expires_at < ${now()}`.execute(db)
    },
  }
}

async function issueToken(tx: QueryExecutorProvider, session: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql`insert into refresh_tokens (hash, session_id) values (${hashToken(token)}, ${session})`.execute(
    tx,
  )
  return token
}

/** With its session; both stay as they are until the transaction ends. */
async function lockToken(tx: QueryExecutorProvider, token: string): Promise<TokenRow | null> {
  const { rows } = await sql<TokenRow>`
    select sessions.id, user_id, created_at, expires_at, revoked_at, used_at, sealed_successor
    from refresh_tokens join sessions on sessions.id = session_id
    where hash = ${hashToken(token)} for update`.execute(tx)
  return rows[0] ?? null
}

interface Use {
  /** Of the session. */
  readonly id: string
  readonly now: Date
  readonly end: Date
}

/** Answers the successor. Only whoever has the token can open what is kept of that, and only until somebody goes on with it. */
async function useToken(tx: QueryExecutorProvider, token: string, { id, now, end }: Use): Promise<string> {
  const successor = await issueToken(tx, id)
  const sealed = sealOf(token).close(id, Buffer.from(successor))
  await sql`update refresh_tokens set sealed_successor = null where session_id = ${id} and sealed_successor is not null`.execute(
    tx,
  )
  await sql`
    update refresh_tokens set used_at = ${now}, sealed_successor = ${sealed} where hash = ${hashToken(token)}
  `.execute(tx)
  await sql`update sessions set last_used_at = ${now}, expires_at = ${end} where id = ${id}`.execute(tx)
  return successor
}

function openSuccessor(token: string, { id, sealed_successor: sealed }: TokenRow): string {
  const successor = sealed === null ? null : sealOf(token).open(id, sealed)
  if (successor === null) throw new Error('The successor of a refresh token cannot be opened')
  return successor.toString()
}

function sealOf(token: string) {
  return createSeal(token, 'the successor of a refresh token')
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
