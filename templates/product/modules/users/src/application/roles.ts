import { fail, platformError } from '@shop/platform/contract'
import { publish } from '@shop/platform/outbox'
import { type Input, type User, usersContract } from '../contract.js'
import { normalizeEmail } from '../domain/email-address.js'
import { userRolesChanged } from '../events.js'
import { findUserByEmail, lockUser, presentUser, updateUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

export async function changeRoles(parts: Parts, { id, roles }: Input<'changeRoles'>): Promise<User> {
  const caller = requireCaller()
  if (!caller.roles.includes('admin')) throw platformError('forbidden')
  const user = await setRoles(parts, { id, actor: caller.userId, derive: () => roles })
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

async function setRoles({ database, audit }: Parts, { id, actor, derive }: RoleChange): Promise<User | null> {
  return await database.transaction(async tx => {
    const user = await lockUser(tx, id)
    if (user === null) return null
    const roles = [...new Set(derive(user.roles))].sort()
    if (roles.join() === user.roles.join()) return presentUser(user)
    const changed = await updateUser(tx, id, { roles })
    if (changed === null) return null
    await audit(tx, {
      action: 'roles-changed',
      subject: id,
      actor,
      details: { before: user.roles, after: roles },
    })
    await publish(tx, userRolesChanged, { userId: id, roles }, { aggregateVersion: changed.version })
    return presentUser(changed)
  })
}
