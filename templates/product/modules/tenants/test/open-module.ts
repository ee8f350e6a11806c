import { runInContext } from '@shop/platform/contract'
import { openTestDatabase } from '@shop/platform/testing'
import { createTenantsModule, migrations, type TenantsTables } from '@shop/tenants'

/** The module alone, on a database of its own. */
export async function openModule() {
  const test = await openTestDatabase([{ name: 'tenants', migrations }])
  const database = await test.database.module<TenantsTables>('tenants')
  return { test, database, module: createTenantsModule({ database }) }
}

export function as<T>(userId: string, work: () => Promise<T>): Promise<T> {
  return runInContext({ caller: { userId, roles: [] } }, work)
}
