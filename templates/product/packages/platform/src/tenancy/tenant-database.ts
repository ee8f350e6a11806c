import { sql, type Transaction } from 'kysely'
import { currentContext, platformError, runInContext } from '../contract/index.js'
import type { ShardMap } from './shard-map.js'

/**
 * The data of a module, one tenant at a time. There is no way around a transaction: the tenant is a setting that ends
 * with it, so that no connection goes back to the pool with the rights of the one before. Without it the tables that
 * `renderTenantPolicy` protects have no rows at all.
 */
export interface TenantDatabase<Tables> {
  /** For the tenant of the call; throws `forbidden` where there is none. */
  readonly transaction: <T>(work: (tx: Transaction<Tables>) => Promise<T>) => Promise<T>
  /**
   * For a tenant by name. Whether the caller may is for the module to know, except that a call on behalf of one
   * tenant is `forbidden` to turn to another.
   */
  readonly within: <T>(tenant: string, work: (tx: Transaction<Tables>) => Promise<T>) => Promise<T>
}

export function createTenantDatabase<Tables>(shards: ShardMap<Tables>): TenantDatabase<Tables> {
  const within: TenantDatabase<Tables>['within'] = async (tenant, work) => {
    const { tenant: own } = currentContext()
    if (tenant === '' || (own !== null && own !== tenant)) throw platformError('forbidden')
    const database = await shards.databaseOf(tenant)
    return await runInContext({ tenant }, () =>
      database.transaction(async tx => {
        await sql`select set_config('app.tenant', ${tenant}, true)`.execute(tx)
        return await work(tx)
      }),
    )
  }
  return {
    within,
    transaction: async work => {
      const { tenant } = currentContext()
      if (tenant === null) throw platformError('forbidden')
      return await within(tenant, work)
    },
  }
}
