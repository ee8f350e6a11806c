import type { Facade } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import type { Module } from '@shop/platform/module'
import { createTenantDatabase, type ShardMap, singleShard } from '@shop/platform/tenancy'
import { addMember, findRole, listMembers, removeMember } from './application/members.js'
import { createTenant, listTenants } from './application/tenants.js'
import { tenantsContract } from './contract.js'
import type { Member } from './domain/membership.js'
import { memberAdded, memberRemoved, tenantCreated } from './events.js'
import { routes } from './http/routes.js'
import type { TenantsTables } from './infrastructure/tables.js'

export type { TenantsTables } from './infrastructure/tables.js'

export type TenantsFacade = Facade<typeof tenantsContract>

export const migrations = new URL('../migrations', import.meta.url)

export interface TenantsDeps {
  readonly database: ModuleDatabase<TenantsTables>
  /** Where the rows of each tenant are; all in `database` unless told otherwise. */
  readonly shards?: ShardMap<TenantsTables>
}

export function createTenantsModule({
  database,
  shards = singleShard(database),
}: TenantsDeps): Module<typeof tenantsContract> {
  const parts = { shards, tenants: createTenantDatabase(shards) }
  return {
    contract: tenantsContract,
    implementation: {
      createTenant: async input => present(await createTenant(parts, input)),
      listTenants: async () => ({ tenants: (await listTenants(parts)).map(present) }),
      listMembers: async input => ({ members: (await listMembers(parts, input)).map(presentMember) }),
      addMember: async input => presentMember(await addMember(parts, input)),
      removeMember: input => removeMember(parts, input),
      findRole: async input => ({ role: await findRole(parts, input) }),
    },
    routes,
    events: [tenantCreated, memberAdded, memberRemoved],
    subscriptions: [],
    jobs: [],
  }
}

function present<T extends { readonly createdAt: Date }>({ createdAt, ...fields }: T) {
  return { ...fields, createdAt: createdAt.toISOString() }
}

function presentMember({ joinedAt, ...fields }: Member) {
  return { ...fields, joinedAt: joinedAt.toISOString() }
}
