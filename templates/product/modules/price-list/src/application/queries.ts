import { fail } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import { priceListContract } from '../contract.js'
import type { PriceListItem } from '../domain/price-list-item.js'
import { findPriceListItem, readPage } from '../infrastructure/price-list-item-store.js'
import type { PriceListTables } from '../infrastructure/tables.js'

type Database = ModuleDatabase<PriceListTables>

export interface Page {
  readonly entries: readonly PriceListItem[]
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
}

export async function get({ db }: Database, { id }: { readonly id: string }): Promise<PriceListItem> {
  return (await findPriceListItem(db, id)) ?? fail(priceListContract, 'getPriceListItem', 'not-found')
}

export async function list(
  { db }: Database,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Page> {
  // One more than asked for tells whether there is another page.
  const found = await readPage(db, after, limit + 1)
  const entries = found.slice(0, limit)
  return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null }
}
