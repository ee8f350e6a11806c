import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Member, Role } from '../domain/membership.js'
import type { TenantsTables } from './tables.js'

// No query here names the tenant in its conditions: the database shows no rows but those of the transaction's own one.

type Connection = Kysely<TenantsTables>

export interface Tenant {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
}

export async function insertTenant(db: Connection, { id, name, createdAt }: Tenant): Promise<void> {
  await db.insertInto('tenants').values({ id, name, version: 1, created_at: createdAt }).execute()
}

/** The version after this change; keeps other changes of the tenant waiting until the transaction ends. Null where there is none. */
export async function countChange(db: Connection): Promise<number | null> {
  const row = await db
    .updateTable('tenants')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

export async function readMembers(db: Connection): Promise<readonly Member[]> {
  const rows = await db.selectFrom('members').selectAll().orderBy('joined_at').orderBy('user_id').execute()
  return rows.map(({ user_id, role, joined_at }) => ({ userId: user_id, role, joinedAt: joined_at }))
}

export async function writeMember(db: Connection, tenant: string, member: Member): Promise<Member> {
  const row = await db
    .insertInto('members')
    .values({ tenant, user_id: member.userId, role: member.role, joined_at: member.joinedAt })
    .onConflict(conflict => conflict.columns(['tenant', 'user_id']).doUpdateSet({ role: member.role }))
    .returningAll()
    .executeTakeFirstOrThrow()
  return { userId: row.user_id, role: row.role, joinedAt: row.joined_at }
}

export async function deleteMember(db: Connection, userId: string): Promise<void> {
  await db.deleteFrom('members').where('user_id', '=', userId).execute()
}

/** In a transaction without a tenant: the tenants that a user belongs to. */
export async function readTenantsOf(
  db: Connection,
  userId: string,
): Promise<readonly (Tenant & { readonly role: Role })[]> {
  await sql`select set_config('app.user', ${userId}, true)`.execute(db)
  const rows = await db
    .selectFrom('members')
    .innerJoin('tenants', join => join.on(sql`tenants.id::text`, '=', sql.ref('members.tenant')))
    .select(['tenants.id', 'tenants.name', 'tenants.created_at as createdAt', 'members.role'])
    .orderBy('tenants.id')
    .execute()
  return rows
}
