import type { ShardMap, TenantDatabase } from '@shop/platform/tenancy'
import type { TenantsTables } from '../infrastructure/tables.js'

/** What use cases are made of. */
export interface Parts {
  readonly shards: ShardMap<TenantsTables>
  readonly tenants: TenantDatabase<TenantsTables>
}
