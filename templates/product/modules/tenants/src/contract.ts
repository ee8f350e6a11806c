import { defineContract } from '@shop/platform/contract'
import { z } from 'zod'

export const tenantSchema = z.object({ id: z.uuid(), name: z.string(), createdAt: z.iso.datetime() })

const role = z.enum(['owner', 'member'])

export const memberSchema = z.object({ userId: z.string(), role, joinedAt: z.iso.datetime() })

const tenantId = z.uuid()
const userId = z.string().min(1).max(200)
const notFound = { status: 404, title: 'There is no such tenant, or you are not one of its members' }
const notOwner = { status: 403, title: 'Only owners of the tenant may do this' }

export const tenantsContract = defineContract({
  name: 'tenants',
  operations: {
    createTenant: {
      kind: 'command',
      description: 'Creates a tenant, whose owner is the caller.',
      input: z.object({ name: z.string().trim().min(1).max(200) }),
      output: tenantSchema,
      errors: {},
    },
    listTenants: {
      kind: 'query',
      description: 'Lists the tenants that the caller is a member of.',
      input: z.object({}),
      output: z.object({ tenants: z.array(tenantSchema.extend({ role })) }),
      errors: {},
    },
    addMember: {
      kind: 'command',
      description: 'Makes somebody a member, or gives a member another role; for owners alone.',
      idempotent: true,
      input: z.object({ tenantId, userId, role: role.default('member') }),
      output: memberSchema,
      errors: {
        'not-found': notFound,
        'not-owner': notOwner,
        'last-owner': { status: 409, title: 'A tenant has one owner at least' },
      },
    },
    removeMember: {
      kind: 'command',
      description: 'Ends a membership; members may end their own, owners that of anybody.',
      idempotent: true,
      input: z.object({ tenantId, userId }),
      output: z.void(),
      errors: {
        'not-found': notFound,
        'not-owner': notOwner,
        'last-owner': { status: 409, title: 'A tenant has one owner at least' },
      },
    },
    listMembers: {
      kind: 'query',
      description: 'Lists the members of a tenant that the caller belongs to.',
      input: z.object({ tenantId }),
      output: z.object({ members: z.array(memberSchema) }),
      errors: { 'not-found': notFound },
    },
    findRole: {
      kind: 'query',
      description: 'Tells as what somebody belongs to a tenant; null for not at all. For other modules.',
      input: z.object({ tenantId, userId }),
      output: z.object({ role: role.nullable() }),
      errors: {},
    },
  },
})
