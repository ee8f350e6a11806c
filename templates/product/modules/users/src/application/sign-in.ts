import { randomUUID } from 'node:crypto'
import { fail } from '@shop/platform/contract'
import { type Input, type Tokens, usersContract } from '../contract.js'
import { normalizeEmail } from '../domain/email-address.js'
import { deriveSessionEnd } from '../domain/session.js'
import { accessTokenLifetime } from '../infrastructure/access-tokens.js'
import { claimAttempt, deriveSubject, forgetAttempts } from '../infrastructure/attempt-store.js'
import { insertSession, issueRefreshToken } from '../infrastructure/session-store.js'
import { findUserByEmail, type UserRow, updateUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'

export async function signIn(parts: Parts, { email: given, password }: Input<'signIn'>): Promise<Tokens> {
  const { database, passwords, audit, now } = parts
  const email = normalizeEmail(given)
  const attempts = deriveSubject(email ?? given, parts.readClient().address)
  const wait = await claimAttempt(database, attempts, now())
  if (wait > 0) fail(usersContract, 'signIn', 'too-many-attempts', { retryAfter: Math.ceil(wait / 1000) })
  const user = email === null ? null : await findUserByEmail(database.db, email)
  const isRight = await passwords.verify(password, user?.password_hash ?? null)
  if (user === null || !isRight) {
    await audit(database.db, { action: 'sign-in-refused', subject: user?.id ?? null, actor: null })
    fail(usersContract, 'signIn', 'credentials-wrong')
  }
  const hash = passwords.isOutdated(user.password_hash) ? await passwords.hash(password) : null
  return await openSession(parts, user, { attempts, hash })
}

async function openSession(
  { database, tokens, audit, readClient, now }: Parts,
  user: UserRow,
  { attempts, hash }: { readonly attempts: Buffer; readonly hash: string | null },
): Promise<Tokens> {
  const id = randomUUID()
  const begin = now()
  const times = {
    created_at: begin,
    last_used_at: begin,
    expires_at: deriveSessionEnd(begin, begin),
    revoked_at: null,
  }
  const accessToken = await tokens.sign(user)
  const refreshToken = await database.transaction(async tx => {
    await insertSession(tx, { id, user_id: user.id, ...readClient(), ...times })
    if (hash !== null) await updateUser(tx, user.id, { password_hash: hash })
    await forgetAttempts(tx, attempts)
    await audit(tx, { action: 'signed-in', subject: user.id, actor: user.id, details: { session: id } })
    return await issueRefreshToken(tx, id)
  })
  return { accessToken, expiresIn: accessTokenLifetime, refreshToken }
}
