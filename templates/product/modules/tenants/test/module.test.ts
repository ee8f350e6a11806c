import { localFacade } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import { createShardMap, createTenantDatabase, findUnprotected, singleShard } from '@shop/platform/tenancy'
import type { TestDatabase } from '@shop/platform/testing'
import { createTenantsModule, type TenantsFacade, type TenantsTables } from '@shop/tenants'
import { tenantsContract } from '@shop/tenants/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, openModule } from './open-module.js'

let test: TestDatabase
let database: ModuleDatabase<TenantsTables>
let facade: TenantsFacade
let acme: string
let blue: string

beforeAll(async () => {
  const opened = await openModule()
  test = opened.test
  database = opened.database
  facade = localFacade(tenantsContract, opened.module.implementation)
})
afterAll(() => test.drop())
beforeEach(async () => {
  await sql`truncate tenants, members, outbox`.execute(database.db)
  acme = (await as('ann', () => facade.createTenant({ name: 'Acme' }))).id
  blue = (await as('bob', () => facade.createTenant({ name: 'Blue' }))).id
})

describe('a tenant', () => {
  it('cannot see or change rows of another one by any SQL of the module', async () => {
    const tenants = createTenantDatabase(singleShard(database))
    const run = (query: string) =>
      tenants.within(acme, async tx => (await sql.raw<object>(query).execute(tx)).rows)
    for (const query of [
      'select * from members',
      'select * from tenants',
      `select * from members where tenant = '${blue}' or true`,
      `select t.* from tenants t full join members m on true`,
      `update members set role = 'member' where tenant = '${blue}' returning *`,
      `delete from tenants where id = '${blue}' returning *`,
    ])
      expect(JSON.stringify(await run(query))).not.toMatch(new RegExp(`${blue}|Blue|bob`))
    await expect(run(`insert into members values ('${blue}', 'eve', 'owner', now())`)).rejects.toThrow(
      'row-level security',
    )
    expect(await as('bob', () => facade.listMembers({ tenantId: blue }))).toMatchObject({
      members: [{ userId: 'bob', role: 'owner' }],
    })
  })

  it('has no rows for a query outside of any tenant', async () => {
    expect((await sql`select 1 from members`.execute(database.db)).rows).toEqual([])
    expect((await sql`select 1 from tenants`.execute(database.db)).rows).toEqual([])
    expect(await findUnprotected(database.db)).toEqual([])
  })

  it('is not there for whoever is no member', async () => {
    const attempts: readonly (() => Promise<unknown>)[] = [
      () => facade.listMembers({ tenantId: blue }),
      () => facade.addMember({ tenantId: blue, userId: 'ann', role: 'owner' }),
      () => facade.removeMember({ tenantId: blue, userId: 'bob' }),
      () => facade.listMembers({ tenantId: '018f0000-0000-7000-8000-000000000000' }),
    ]
    for (const attempt of attempts)
      await expect(as<unknown>('ann', attempt)).rejects.toMatchObject({ code: 'not-found' })
    await expect(facade.listTenants({})).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('members', () => {
  it('see the tenants that they belong to, each with their role', async () => {
    await as('bob', () => facade.addMember({ tenantId: blue, userId: 'ann' }))
    const { tenants } = await as('ann', () => facade.listTenants({}))
    expect(tenants.map(({ name, role }) => [name, role])).toEqual([
      ['Acme', 'owner'],
      ['Blue', 'member'],
    ])
    expect((await as('eve', () => facade.listTenants({}))).tenants).toEqual([])
    expect(await facade.findRole({ tenantId: blue, userId: 'ann' })).toEqual({ role: 'member' })
  })

  it('never lose their last owner, though two leave at the same moment', async () => {
    await as('ann', () => facade.addMember({ tenantId: acme, userId: 'bob', role: 'owner' }))
    const ends = await Promise.allSettled(
      ['ann', 'bob'].map(userId => as(userId, () => facade.removeMember({ tenantId: acme, userId }))),
    )
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(ends.find(end => end.status === 'rejected')).toMatchObject({ reason: { code: 'last-owner' } })
  })

  it('are told of in events that carry the tenant', async () => {
    await as('ann', () => facade.addMember({ tenantId: acme, userId: 'cid' }))
    await as('ann', () => facade.addMember({ tenantId: acme, userId: 'cid' }))
    await as('cid', () => facade.removeMember({ tenantId: acme, userId: 'cid' }))
    const { rows } = await sql`
      select type, tenant, payload->>'userId' as user from outbox where key = ${acme} order by xid, seq
    `.execute(database.db)
    expect(rows).toEqual([
      { type: 'tenants.TenantCreated', tenant: acme, user: null },
      { type: 'tenants.MemberAdded', tenant: acme, user: 'ann' },
      { type: 'tenants.MemberAdded', tenant: acme, user: 'cid' },
      { type: 'tenants.MemberRemoved', tenant: acme, user: 'cid' },
    ])
  })
})

describe('over two shards', () => {
  it('each tenant is in one, and members find theirs in both', async () => {
    const other = await openModule()
    const shards = createShardMap({
      names: ['a', 'b'],
      locate: tenant => (Number.parseInt(tenant.slice(-1), 16) % 2 === 0 ? 'a' : 'b'),
      open: async name => (name === 'a' ? database : other.database),
    })
    const sharded = localFacade(tenantsContract, createTenantsModule({ database, shards }).implementation)
    const names = Array.from({ length: 12 }, (_, index) => `Tenant ${index}`)
    for (const name of names) await as('dan', () => sharded.createTenant({ name }))
    const { tenants } = await as('dan', () => sharded.listTenants({}))
    expect(tenants.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
    const here = (await as('dan', () => facade.listTenants({}))).tenants
    expect(here).toEqual(tenants.filter(({ id }) => Number.parseInt(id.slice(-1), 16) % 2 === 0))
    await other.test.drop()
  })
})
