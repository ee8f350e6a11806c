import { createTenantsModule, migrations, type TenantsTables } from '@shop/tenants'
import type { Wiring } from './wiring.js'

export const tenants: Wiring = {
  source: { name: 'tenants', migrations },
  create: async ({ database: { module } }) => {
    const database = await module<TenantsTables>('tenants')
    return {
      module: createTenantsModule({ database }),
      database,
      purpose: 'Tenants and their members: who belongs to which one, and as what.',
    }
  },
}
