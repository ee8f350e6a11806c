import type { Kysely, Selectable } from 'kysely'
import type { PriceListItem } from '../domain/price-list-item.js'
import type { PriceListTables } from './tables.js'

type Connection = Kysely<PriceListTables>

export async function insertPriceListItem(db: Connection, created: PriceListItem): Promise<void> {
  await db.insertInto('price_list_items').values(toRow(created)).execute()
}

export async function updatePriceListItem(db: Connection, changed: PriceListItem): Promise<void> {
  await db.updateTable('price_list_items').set(toRow(changed)).where('id', '=', changed.id).execute()
}

/** Null where there is none. */
export async function findPriceListItem(db: Connection, id: string): Promise<PriceListItem | null> {
  const row = await db.selectFrom('price_list_items').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : fromRow(row)
}

/** The same, and keeps others from changing it until the transaction ends. */
export async function lockPriceListItem(db: Connection, id: string): Promise<PriceListItem | null> {
  const query = db.selectFrom('price_list_items').selectAll().where('id', '=', id).forUpdate()
  const row = await query.executeTakeFirst()
  return row === undefined ? null : fromRow(row)
}

/** The newest first, beginning after the one with the id. */
export async function readPage(
  db: Connection,
  after: string | undefined,
  limit: number,
): Promise<readonly PriceListItem[]> {
  const query = db.selectFrom('price_list_items').selectAll().orderBy('id', 'desc').limit(limit)
  const rows = await (after === undefined ? query : query.where('id', '<', after)).execute()
  return rows.map(fromRow)
}

function toRow({ createdAt, ...fields }: PriceListItem) {
  return { ...fields, created_at: createdAt }
}

function fromRow({ created_at, ...fields }: Selectable<PriceListTables['price_list_items']>): PriceListItem {
  return { ...fields, createdAt: created_at }
}
