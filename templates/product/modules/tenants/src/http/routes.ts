import { defineRoutes } from '@shop/platform/http'
import { tenantsContract } from '../contract.js'

export const routes = defineRoutes(tenantsContract, {
  createTenant: { path: 'POST /tenants', auth: 'user', status: 201 },
  listTenants: { path: 'GET /tenants', auth: 'user' },
  listMembers: { path: 'GET /tenants/:tenantId/members', auth: 'user' },
  addMember: { path: 'PUT /tenants/:tenantId/members/:userId', auth: 'user' },
  removeMember: { path: 'DELETE /tenants/:tenantId/members/:userId', auth: 'user' },
})
