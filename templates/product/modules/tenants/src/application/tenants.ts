import { publish } from '@shop/platform/outbox'
import type { Role } from '../domain/membership.js'
import { newId } from '../domain/new-id.js'
import { memberAdded, tenantCreated } from '../events.js'
import { insertTenant, readTenantsOf, type Tenant, writeMember } from '../infrastructure/tenant-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

export async function createTenant({ tenants }: Parts, { name }: { readonly name: string }): Promise<Tenant> {
  const userId = requireCaller()
  const tenant = { id: newId(), name, createdAt: new Date() }
  await tenants.within(tenant.id, async tx => {
    await insertTenant(tx, tenant)
    await writeMember(tx, tenant.id, { userId, role: 'owner', joinedAt: tenant.createdAt })
    await publish(tx, tenantCreated, { tenantId: tenant.id, name }, { aggregateVersion: 1 })
    await publish(tx, memberAdded, { tenantId: tenant.id, userId, role: 'owner' }, { aggregateVersion: 1 })
  })
  return tenant
}

export async function listTenants({ shards }: Parts): Promise<readonly (Tenant & { readonly role: Role })[]> {
  const userId = requireCaller()
  const databases = await shards.all()
  const found = await Promise.all(
    databases.map(database => database.transaction(tx => readTenantsOf(tx, userId))),
  )
  return found.flat()
}
