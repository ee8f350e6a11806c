import { createPriceListModule, migrations, type PriceListTables } from '@shop/price-list'
import { openTestDatabase } from '@shop/platform/testing'

/** The module alone, on a database of its own. */
export async function openModule() {
  const test = await openTestDatabase([{ name: 'price-list', migrations }])
  const database = await test.database.module<PriceListTables>('price-list')
  return { test, database, module: createPriceListModule({ database }) }
}
