import { fail } from '@shop/platform/contract'
import { publish } from '@shop/platform/outbox'
import { usersContract } from '../contract.js'
import { normalizeEmail } from '../domain/email-address.js'
import { userRolesChanged } from '../events.js'
import { writeAudit } from '../infrastructure/audit-log.js'
import { findUserByEmail, lockUser, type User, updateUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'
import { requireRole } from './require-caller.js'

export async function changeRoles(
  parts: Parts,
  { id, roles }: { readonly id: string; readonly roles: readonly string[] },
): Promise<User> {
  const { userId: actor } = requireRole('admin')
  const user = await setRoles(parts, { id, actor, derive: () => roles })
  return user ?? fail(usersContract, 'changeRoles', 'not-found')
}

/** For the operator of the product, who has no caller to show: nobody is an admin before. False where there is no account. */
export async function makeAdmin(parts: Parts, email: string): Promise<boolean> {
  const user = await findUserByEmail(parts.database.db, normalizeEmail(email) ?? '')
  if (user === null) return false
  await setRoles(parts, { id: user.id, actor: 'operator', derive: roles => [...roles, 'admin'] })
  return true
}

interface RoleChange {
  readonly id: string
  readonly actor: string
  readonly derive: (roles: readonly string[]) => readonly string[]
}

async function setRoles({ database, readClient }: Parts, change: RoleChange): Promise<User | null> {
  const { id, actor, derive } = change
  return await database.transaction(async tx => {
    const before = await lockUser(tx, id)
    if (before === null) return null
    const roles = [...new Set(derive(before.roles))].sort()
    if (roles.join() === before.roles.join()) return before
    const user = await updateUser(tx, id, { roles })
    if (user === null) return null
    const details = { before: before.roles, after: roles }
    await writeAudit(tx, {
      action: 'roles-changed',
      subject: id,
      actor,
      address: readClient().address,
      details,
    })
    await publish(tx, userRolesChanged, { userId: id, roles }, { aggregateVersion: user.version })
    return user
  })
}
