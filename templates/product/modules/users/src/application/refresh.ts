import { fail } from '@shop/platform/contract'
import { type Input, type Tokens, usersContract } from '../contract.js'
import { deriveSessionEnd, judgeToken } from '../domain/session.js'
import { accessTokenLifetime } from '../infrastructure/access-tokens.js'
import { endSession, issueRefreshToken, lockToken, useToken } from '../infrastructure/session-store.js'
import { findUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'

export async function refresh(parts: Parts, { refreshToken }: Input<'refresh'>): Promise<Tokens> {
  const next = await rotateToken(parts, refreshToken)
  const user = next === null ? null : await findUser(parts.database.db, next.userId)
  if (next === null || user === null) fail(usersContract, 'refresh', 'refresh-token-invalid')
  const accessToken = await parts.tokens.sign(user)
  return { accessToken, expiresIn: accessTokenLifetime, refreshToken: next.refreshToken }
}

/** Null where the token is good for nothing. Never throws for that: the end of a stolen session has to be committed. */
async function rotateToken(
  { database, audit, now }: Parts,
  token: string,
): Promise<{ readonly userId: string; readonly refreshToken: string } | null> {
  return await database.transaction(async tx => {
    const session = await lockToken(tx, token)
    if (session === null) return null
    const { id, user_id: userId } = session
    const judgement = judgeToken(session, now())
    if (judgement === 'reused') {
      await endSession(tx, id, now())
      await audit(tx, {
        action: 'refresh-token-reused',
        subject: userId,
        actor: null,
        details: { session: id },
      })
    }
    if (judgement !== 'good') return null
    await useToken(tx, token, { id, now: now(), end: deriveSessionEnd(session.created_at, now()) })
    return { userId, refreshToken: await issueRefreshToken(tx, id) }
  })
}
