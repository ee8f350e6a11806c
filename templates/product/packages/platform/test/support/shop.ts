import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type QueryExecutorProvider, sql } from 'kysely'
import { z } from 'zod'
import type { BusMember } from '../../src/bus/index.js'
import type { AnyModuleDatabase, Database, MigrationSource } from '../../src/database/index.js'
import { defineEvent } from '../../src/events/index.js'
import { type Delivery, on } from '../../src/module/index.js'
import { publish } from '../../src/outbox/index.js'

/** Two modules for tests: orders publishes, ledger listens and writes down what it got. */
export const orderPlaced = defineEvent({
  type: 'orders.OrderPlaced',
  version: 1,
  description: 'An order was placed.',
  payload: z.object({ order: z.string(), amount: z.int() }),
  key: ({ order }) => order,
})

export async function migrationsFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}

export async function shopModules(): Promise<readonly MigrationSource[]> {
  return [
    {
      name: 'orders',
      migrations: await migrationsFolder({
        '0001_orders.sql': 'create table orders (id text primary key, version int not null default 0);',
      }),
    },
    {
      name: 'ledger',
      migrations: await migrationsFolder({
        '0001_entries.sql':
          'create table entries (number bigserial primary key, event_id text not null, order_id text not null, amount int not null);',
      }),
    },
  ]
}

export interface Shop {
  readonly orders: AnyModuleDatabase
  readonly ledger: AnyModuleDatabase
  readonly members: (handle?: Handle) => readonly BusMember[]
}

type Handle = (payload: { order: string; amount: number }, delivery: Delivery) => Promise<void>

export async function openShop(database: Database): Promise<Shop> {
  const orders = await database.module<object>('orders')
  const ledger = await database.module<object>('ledger')
  return {
    orders,
    ledger,
    members: (handle = enter) => [
      {
        module: { contract: { name: 'orders' }, events: [orderPlaced], subscriptions: [] },
        database: orders,
      },
      {
        module: {
          contract: { name: 'ledger' },
          events: [],
          subscriptions: [on(orderPlaced, 'entry', handle)],
        },
        database: ledger,
      },
    ],
  }
}

export const enter: Handle = async ({ order, amount }, { tx, envelope }) => {
  await sql`insert into entries (event_id, order_id, amount) values (${envelope.id}, ${order}, ${amount})`.execute(
    tx,
  )
}

export function place(orders: AnyModuleDatabase, order: string, amount: number): Promise<string> {
  return orders.transaction(tx => publish(tx, orderPlaced, { order, amount }))
}

export interface Entry {
  readonly event_id: string
  readonly order_id: string
  readonly amount: number
}

export async function readEntries(db: QueryExecutorProvider): Promise<readonly Entry[]> {
  return (await sql<Entry>`select event_id, order_id, amount from entries order by number`.execute(db)).rows
}
