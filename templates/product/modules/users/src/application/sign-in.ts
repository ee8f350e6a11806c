import { fail } from '@shop/platform/contract'
import { usersContract } from '../contract.js'
import { normalizeEmail } from '../domain/email-address.js'
import { newId } from '../domain/new-id.js'
import { deriveSessionEnd } from '../domain/session.js'
import { accessTokenLifetime } from '../infrastructure/access-tokens.js'
import { claimAttempt, deriveSubject, forgetAttempts } from '../infrastructure/attempt-store.js'
import { writeAudit } from '../infrastructure/audit-log.js'
import { insertSession, issueRefreshToken } from '../infrastructure/session-store.js'
import { findUserByEmail, type User, updateUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'

export interface Tokens {
  readonly accessToken: string
  /** Seconds. */
  readonly expiresIn: number
  readonly refreshToken: string
}

export async function signIn(
  parts: Parts,
  { email: given, password }: { readonly email: string; readonly password: string },
): Promise<Tokens> {
  const { database, passwords, readClient, now } = parts
  const { address } = readClient()
  const email = normalizeEmail(given)
  const subject = deriveSubject(email ?? given, address)
  const wait = await claimAttempt(database, subject, now())
  if (wait > 0) fail(usersContract, 'signIn', 'too-many-attempts', { retryAfter: Math.ceil(wait / 1000) })
  const user = email === null ? null : await findUserByEmail(database.db, email)
  const isRight = await passwords.verify(password, user?.password_hash ?? null)
  if (user === null || !isRight) {
    const entry = { action: 'sign-in-refused', subject: user?.id ?? null, actor: null, address } as const
    await writeAudit(database.db, entry)
    fail(usersContract, 'signIn', 'credentials-wrong')
  }
  const hash = passwords.isOutdated(user.password_hash) ? await passwords.hash(password) : null
  return await openSession(parts, user, { subject, hash })
}

async function openSession(
  { database, tokens, readClient, now }: Parts,
  user: User,
  { subject, hash }: { readonly subject: Buffer; readonly hash: string | null },
): Promise<Tokens> {
  const id = newId()
  const createdAt = now()
  const client = readClient()
  const accessToken = await tokens.sign(user)
  const refreshToken = await database.transaction(async tx => {
    await insertSession(tx, {
      id,
      ...client,
      user_id: user.id,
      created_at: createdAt,
      last_used_at: createdAt,
      expires_at: deriveSessionEnd(createdAt, createdAt),
      revoked_at: null,
    })
    if (hash !== null) await updateUser(tx, user.id, { password_hash: hash })
    await forgetAttempts(tx, subject)
    const entry = { action: 'signed-in', subject: user.id, actor: user.id, details: { session: id } } as const
    await writeAudit(tx, { ...entry, address: client.address })
    return await issueRefreshToken(tx, id)
  })
  return { accessToken, expiresIn: accessTokenLifetime, refreshToken }
}
