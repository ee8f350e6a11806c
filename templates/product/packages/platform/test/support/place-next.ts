import { sql } from 'kysely'
import type { AnyModuleDatabase } from '../../src/database/index.js'
import { publish } from '../../src/outbox/index.js'
import { orderPlaced } from './shop.js'

/** Counts an order's version under its row lock, after the transaction has its number, and publishes the version. */
export function placeNext(orders: AnyModuleDatabase, order: string): Promise<void> {
  return orders.transaction(async tx => {
    await sql`select pg_current_xact_id(), pg_sleep(random() / 200)`.execute(tx)
    const { rows } = await sql<{ version: number }>`
      update orders set version = version + 1 where id = ${order} returning version`.execute(tx)
    await publish(tx, orderPlaced, { order, amount: rows[0]?.version ?? 0 })
  })
}
