import { fail } from '@shop/platform/contract'
import { usersContract } from '../contract.js'
import { writeAudit } from '../infrastructure/audit-log.js'
import { findUser, type User, updateUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

export async function getUser({ database }: Parts, { id }: { readonly id: string }): Promise<User> {
  return (await findUser(database.db, id)) ?? fail(usersContract, 'getUser', 'not-found')
}

export async function getProfile({ database }: Parts): Promise<User> {
  const user = await findUser(database.db, requireCaller().userId)
  return user ?? fail(usersContract, 'getProfile', 'not-found')
}

export async function changeProfile(
  { database, readClient }: Parts,
  { name }: { readonly name: string },
): Promise<User> {
  const { userId } = requireCaller()
  return await database.transaction(async tx => {
    const user = await updateUser(tx, userId, { name })
    if (user === null) fail(usersContract, 'changeProfile', 'not-found')
    await writeAudit(tx, { action: 'profile-changed', subject: userId, address: readClient().address })
    return user
  })
}
