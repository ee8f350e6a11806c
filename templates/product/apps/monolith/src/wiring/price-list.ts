import { createPriceListModule, migrations, type PriceListTables } from '@shop/price-list'
import { priceListContract } from '@shop/price-list/contract'
import type { Wiring } from './wiring.js'

export const priceList: Wiring = {
  source: { name: 'price-list', migrations },
  create: async ({ database: { module }, facade }) => {
    const database = await module<PriceListTables>('price-list')
    const { listPriceListItems } = facade(priceListContract)
    return {
      module: createPriceListModule({ database }),
      database,
      purpose: 'Keeps price list items.',
      card: { name: 'price-list', load: ({ signal }) => listPriceListItems({ limit: 5 }, { signal }) },
      mayRead: () => true,
    }
  },
}
