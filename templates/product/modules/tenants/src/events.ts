import { defineEvent } from '@shop/platform/events'
import { z } from 'zod'

export const tenantCreated = defineEvent({
  type: 'tenants.TenantCreated',
  version: 1,
  description: 'One more tenant exists.',
  payload: z.object({ tenantId: z.uuid(), name: z.string() }),
  key: ({ tenantId }) => tenantId,
})

export const memberAdded = defineEvent({
  type: 'tenants.MemberAdded',
  version: 1,
  description: 'Somebody belongs to a tenant, or has another role there.',
  payload: z.object({ tenantId: z.uuid(), userId: z.string(), role: z.enum(['owner', 'member']) }),
  key: ({ tenantId }) => tenantId,
})

export const memberRemoved = defineEvent({
  type: 'tenants.MemberRemoved',
  version: 1,
  description: 'Somebody belongs to a tenant no more.',
  payload: z.object({ tenantId: z.uuid(), userId: z.string() }),
  key: ({ tenantId }) => tenantId,
})
