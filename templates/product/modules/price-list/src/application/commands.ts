import { fail } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import { newId } from '@shop/platform/ids'
import { publish } from '@shop/platform/outbox'
import { priceListContract } from '../contract.js'
import { createPriceListItem, type PriceListItem, renamePriceListItem } from '../domain/price-list-item.js'
import { priceListItemCreated, priceListItemRenamed } from '../events.js'
import {
  insertPriceListItem,
  lockPriceListItem,
  updatePriceListItem,
} from '../infrastructure/price-list-item-store.js'
import type { PriceListTables } from '../infrastructure/tables.js'

type Database = ModuleDatabase<PriceListTables>

export async function create(
  database: Database,
  input: { readonly name: string; readonly notes: string },
): Promise<PriceListItem> {
  const created = createPriceListItem({ id: newId(), createdAt: new Date(), ...input })
  await database.transaction(async tx => {
    await insertPriceListItem(tx, created)
    await publish(tx, priceListItemCreated, created, { aggregateVersion: created.version })
  })
  return created
}

export async function rename(
  database: Database,
  { id, version, name }: { readonly id: string; readonly version: number; readonly name: string },
): Promise<PriceListItem> {
  return await database.transaction(async tx => {
    const current = await lockPriceListItem(tx, id)
    if (current === null) fail(priceListContract, 'renamePriceListItem', 'not-found')
    const renaming = renamePriceListItem(current, version, name)
    if (renaming.kind === 'conflict') {
      fail(priceListContract, 'renamePriceListItem', 'version-conflict', { version: current.version })
    }
    if (renaming.kind === 'unchanged') return current
    await updatePriceListItem(tx, renaming.next)
    await publish(tx, priceListItemRenamed, renaming.next, { aggregateVersion: renaming.next.version })
    return renaming.next
  })
}
