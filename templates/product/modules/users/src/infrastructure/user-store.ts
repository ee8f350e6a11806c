import type { Kysely, Selectable } from 'kysely'
import type { UsersTables } from './tables.js'

type Connection = Kysely<UsersTables>
export type User = Selectable<UsersTables['users']>

/** False where the e-mail address is taken. */
export async function insertUser(db: Connection, user: User): Promise<boolean> {
  const insert = db
    .insertInto('users')
    .values(user)
    .onConflict(conflict => conflict.column('email').doNothing())
  const { numInsertedOrUpdatedRows } = await insert.executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function findUser(db: Connection, id: string): Promise<User | null> {
  return (await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Keeps others from changing it until the transaction ends. */
export async function lockUser(db: Connection, id: string): Promise<User | null> {
  return (
    (await db.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
  )
}

export async function findUserByEmail(db: Connection, email: string): Promise<User | null> {
  return (await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()) ?? null
}

/** Answers the user with its next version, or null where there is none. */
export async function updateUser(
  db: Connection,
  id: string,
  change: Partial<Pick<User, 'name' | 'password_hash' | 'roles'>>,
): Promise<User | null> {
  const update = db
    .updateTable('users')
    .set(change)
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
  return (await update.where('id', '=', id).returningAll().executeTakeFirst()) ?? null
}
