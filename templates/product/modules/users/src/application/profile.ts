import { fail } from '@shop/platform/contract'
import { type Input, type User, usersContract } from '../contract.js'
import { findUser, presentUser, updateUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

export async function getUser({ database }: Parts, { id }: Input<'getUser'>): Promise<User> {
  const user = await findUser(database.db, id)
  return presentUser(user ?? fail(usersContract, 'getUser', 'not-found'))
}

export async function getProfile({ database }: Parts): Promise<User> {
  const user = await findUser(database.db, requireCaller().userId)
  return presentUser(user ?? fail(usersContract, 'getProfile', 'not-found'))
}

export async function changeProfile(
  { database, audit }: Parts,
  { name }: Input<'changeProfile'>,
): Promise<User> {
  const { userId } = requireCaller()
  return await database.transaction(async tx => {
    const user = await updateUser(tx, userId, { name })
    if (user === null) fail(usersContract, 'changeProfile', 'not-found')
    await audit(tx, { action: 'profile-changed', subject: userId })
    return presentUser(user)
  })
}
