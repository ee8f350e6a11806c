import { randomUUID } from 'node:crypto'
import { fail } from '@shop/platform/contract'
import { accessTokenLifetime, deriveSubject } from '@shop/platform/credentials'
import { type Input, type Tokens, usersContract } from '../contract.js'
import { normalizeEmail } from '../domain/email-address.js'
import { findUserByEmail, type UserRow, updateUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'

export async function signIn(parts: Parts, { email: given, password }: Input<'signIn'>): Promise<Tokens> {
  const { database, passwords, attempts, audit } = parts
  const email = normalizeEmail(given)
  const subject = deriveSubject(email ?? given, parts.readClient().address)
  const wait = await attempts.claim(subject)
  if (wait > 0) fail(usersContract, 'signIn', 'too-many-attempts', { retryAfter: Math.ceil(wait / 1000) })
  const user = email === null ? null : await findUserByEmail(database.db, email)
  const isRight = await passwords.verify(password, user?.password_hash ?? null)
  if (user === null || !isRight) {
    await audit(database.db, { action: 'sign-in-refused', subject: user?.id ?? null, actor: null })
    fail(usersContract, 'signIn', 'credentials-wrong')
  }
  const hash = passwords.isOutdated(user.password_hash) ? await passwords.hash(password) : null
  return await openSession(parts, user, { subject, hash })
}

async function openSession(
  { database, sessions, attempts, tokens, audit, readClient }: Parts,
  user: UserRow,
  { subject, hash }: { readonly subject: Buffer; readonly hash: string | null },
): Promise<Tokens> {
  const id = randomUUID()
  const accessToken = await tokens.sign(user)
  const refreshToken = await database.transaction(async tx => {
    const first = await sessions.open(tx, { id, userId: user.id, client: readClient() })
    if (hash !== null) await updateUser(tx, user.id, { password_hash: hash })
    await attempts.forget(tx, subject)
    await audit(tx, { action: 'signed-in', subject: user.id, actor: user.id, details: { session: id } })
    return first
  })
  return { accessToken, expiresIn: accessTokenLifetime, refreshToken }
}
