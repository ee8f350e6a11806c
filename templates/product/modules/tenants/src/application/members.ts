import { fail } from '@shop/platform/contract'
import { publish } from '@shop/platform/outbox'
import { tenantsContract } from '../contract.js'
import { judgeChange, type Member, type Role } from '../domain/membership.js'
import { memberAdded, memberRemoved } from '../events.js'
import { countChange, deleteMember, readMembers, writeMember } from '../infrastructure/tenant-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

interface Named {
  readonly tenantId: string
  readonly userId: string
}

export async function listMembers(
  { tenants }: Parts,
  { tenantId }: Pick<Named, 'tenantId'>,
): Promise<readonly Member[]> {
  const caller = requireCaller()
  const members = await tenants.within(tenantId, readMembers)
  if (!members.some(({ userId }) => userId === caller)) fail(tenantsContract, 'listMembers', 'not-found')
  return members
}

export async function findRole({ tenants }: Parts, { tenantId, userId }: Named): Promise<Role | null> {
  const members = await tenants.within(tenantId, readMembers)
  return members.find(member => member.userId === userId)?.role ?? null
}

export async function addMember(
  { tenants }: Parts,
  { tenantId, userId, role }: Named & { readonly role: Role },
): Promise<Member> {
  const actor = requireCaller()
  return await tenants.within(tenantId, async tx => {
    const version = await countChange(tx)
    const members = await readMembers(tx)
    const verdict = judgeChange(members, { actor, userId, role })
    if (verdict === 'not-a-member' || version === null) fail(tenantsContract, 'addMember', 'not-found')
    if (verdict === 'not-owner' || verdict === 'last-owner') fail(tenantsContract, 'addMember', verdict)
    const member = await writeMember(tx, tenantId, { userId, role, joinedAt: new Date() })
    if (verdict === 'allowed')
      await publish(tx, memberAdded, { tenantId, userId, role }, { aggregateVersion: version })
    return member
  })
}

export async function removeMember({ tenants }: Parts, { tenantId, userId }: Named): Promise<void> {
  const actor = requireCaller()
  await tenants.within(tenantId, async tx => {
    const version = await countChange(tx)
    const verdict = judgeChange(await readMembers(tx), { actor, userId, role: null })
    if (verdict === 'not-a-member' || version === null) fail(tenantsContract, 'removeMember', 'not-found')
    if (verdict === 'not-owner' || verdict === 'last-owner') fail(tenantsContract, 'removeMember', verdict)
    if (verdict === 'unchanged') return
    await deleteMember(tx, userId)
    await publish(tx, memberRemoved, { tenantId, userId }, { aggregateVersion: version })
  })
}
