import type { Kysely, Selectable } from 'kysely'
import type { User } from '../contract.js'
import type { UsersTables } from './tables.js'

type Connection = Kysely<UsersTables>
export type UserRow = Selectable<UsersTables['users']>

/** As the contract shows it. */
export function presentUser({ id, email, name, roles, created_at }: UserRow): User {
  return { id, email, name, roles, createdAt: created_at.toISOString() }
}

/** False where the e-mail address is taken. */
export async function insertUser(db: Connection, user: UserRow): Promise<boolean> {
  const insert = db
    .insertInto('users')
    .values(user)
    .onConflict(taken => taken.column('email').doNothing())
  return (await insert.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows === 1n
}

export async function findUser(db: Connection, id: string): Promise<UserRow | null> {
  return (await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Keeps others from changing it until the transaction ends. */
export async function lockUser(db: Connection, id: string): Promise<UserRow | null> {
  return (
    (await db.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
  )
}

export async function findUserByEmail(db: Connection, email: string): Promise<UserRow | null> {
  return (await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()) ?? null
}

type Change = Partial<Pick<UserRow, 'name' | 'password_hash' | 'roles'>>

/** Answers the user with its next version, or null where there is none. */
export async function updateUser(db: Connection, id: string, change: Change): Promise<UserRow | null> {
  const update = db
    .updateTable('users')
    .set(change)
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
  return (await update.where('id', '=', id).returningAll().executeTakeFirst()) ?? null
}
