import { createContentModule, type ContentTables, migrations } from '@shop/content'
import { openCaches } from '@shop/platform/cache'
import { runInContext } from '@shop/platform/contract'
import { silent } from '@shop/platform/database'
import { openTestDatabase } from '@shop/platform/testing'

/** The module alone, on a database of its own. */
export async function openModule() {
  const test = await openTestDatabase([{ name: 'content', migrations }])
  const database = await test.database.module<ContentTables>('content')
  const caches = openCaches({ redisUrl: null, replicas: null, log: silent, product: 'shop' })
  return { test, database, module: createContentModule({ database, caches }) }
}

export function as<T>(userId: string, work: () => Promise<T>): Promise<T> {
  return runInContext({ caller: { userId, roles: [] } }, work)
}
