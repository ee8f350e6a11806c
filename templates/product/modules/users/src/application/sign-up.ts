import { fail } from '@shop/platform/contract'
import { publish } from '@shop/platform/outbox'
import { usersContract } from '../contract.js'
import { normalizeEmail } from '../domain/email-address.js'
import { newId } from '../domain/new-id.js'
import { userSignedUp } from '../events.js'
import { writeAudit } from '../infrastructure/audit-log.js'
import { insertUser, type User } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'

export async function signUp(
  { database, passwords, readClient, now }: Parts,
  input: { readonly email: string; readonly name: string; readonly password: string },
): Promise<User> {
  const email = normalizeEmail(input.email)
  if (email === null) fail(usersContract, 'signUp', 'email-invalid')
  const user: User = {
    id: newId(),
    email,
    name: input.name,
    password_hash: await passwords.hash(input.password),
    roles: [],
    version: 1,
    created_at: now(),
  }
  await database.transaction(async tx => {
    if (!(await insertUser(tx, user))) fail(usersContract, 'signUp', 'email-taken')
    const { address } = readClient()
    await writeAudit(tx, { action: 'signed-up', subject: user.id, actor: user.id, address })
    const payload = { userId: user.id, email, name: user.name }
    await publish(tx, userSignedUp, payload, { aggregateVersion: user.version })
  })
  return user
}
