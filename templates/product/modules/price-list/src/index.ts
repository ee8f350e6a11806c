import type { Facade } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import type { Module } from '@shop/platform/module'
import { create, rename } from './application/commands.js'
import { get, list } from './application/queries.js'
import { priceListContract } from './contract.js'
import type { PriceListItem } from './domain/price-list-item.js'
import { priceListItemCreated, priceListItemRenamed } from './events.js'
import { routes } from './http/routes.js'
import type { PriceListTables } from './infrastructure/tables.js'

export type { PriceListTables } from './infrastructure/tables.js'

export type PriceListFacade = Facade<typeof priceListContract>

export const migrations = new URL('../migrations', import.meta.url)

export function createPriceListModule({
  database,
}: {
  readonly database: ModuleDatabase<PriceListTables>
}): Module<typeof priceListContract> {
  return {
    contract: priceListContract,
    implementation: {
      createPriceListItem: async input => present(await create(database, input)),
      renamePriceListItem: async input => present(await rename(database, input)),
      getPriceListItem: async input => present(await get(database, input)),
      listPriceListItems: async input => {
        const { entries, next } = await list(database, input)
        return { entries: entries.map(present), next }
      },
    },
    routes,
    events: [priceListItemCreated, priceListItemRenamed],
    subscriptions: [],
    jobs: [],
  }
}

function present({ createdAt, ...fields }: PriceListItem) {
  return { ...fields, createdAt: createdAt.toISOString() }
}
