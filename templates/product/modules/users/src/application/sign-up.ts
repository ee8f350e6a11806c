import { randomUUID } from 'node:crypto'
import { fail } from '@shop/platform/contract'
import { publish } from '@shop/platform/outbox'
import { type Input, type User, usersContract } from '../contract.js'
import { normalizeEmail } from '../domain/email-address.js'
import { userSignedUp } from '../events.js'
import { insertUser, presentUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'

export async function signUp(parts: Parts, { email: given, name, password }: Input<'signUp'>): Promise<User> {
  const email = normalizeEmail(given)
  if (email === null) fail(usersContract, 'signUp', 'email-invalid')
  const id = randomUUID()
  const password_hash = await parts.passwords.hash(password)
  const row = { id, email, name, password_hash, roles: [], version: 1, created_at: parts.now() }
  await parts.database.transaction(async tx => {
    if (!(await insertUser(tx, row))) fail(usersContract, 'signUp', 'email-taken')
    await parts.audit(tx, { action: 'signed-up', subject: id, actor: id })
    await publish(tx, userSignedUp, { userId: id, email, name }, { aggregateVersion: 1 })
  })
  return presentUser(row)
}
