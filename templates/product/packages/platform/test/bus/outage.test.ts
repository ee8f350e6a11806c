import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import { expect, it } from 'vitest'
import { createOutboxBus } from '../../src/bus/index.js'
import { withClient } from '../../src/database/connect.js'
import { openEmbeddedServer, stopEmbeddedServer } from '../../src/database/embedded/embedded-server.js'
import { openDatabase, silent } from '../../src/database/index.js'
import { openTestDatabase } from '../../src/testing/index.js'
import { openShop, place, readEntries, shopModules } from '../support/shop.js'

/** The bus reconnects within a second or two. */
const patience = { timeout: 20_000 }

const cutOthers = (client: pg.Client) =>
  client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )

it('events go on after every connection was cut, again and again', async () => {
  const test = await openTestDatabase(await shopModules())
  const shop = await openShop(test.database)
  const bus = await createOutboxBus({
    database: test.database,
    log: silent,
    lease: 1_000,
  }).startSubscriptions(shop.members())
  for (let order = 0; order < 30; order++) {
    // A commit whose answer was cut off may count or not: the outbox knows.
    await place(shop.orders, `${order}`, order).catch(() => {})
    if (order % 10 === 5) await withClient(test.url, cutOthers)
  }
  const { rows } = await sql<{ id: string }>`select id from outbox order by xid, seq`.execute(shop.orders.db)
  expect(rows.length).toBeGreaterThan(20)
  await expect
    .poll(async () => (await readEntries(shop.ledger.db).catch(() => [])).length, patience)
    .toBe(rows.length)
  const handled = (await readEntries(shop.ledger.db)).map(({ event_id }) => event_id)
  expect(handled.sort()).toEqual(rows.map(({ id }) => id).sort())
  await bus.drain()
  await test.drop()
})

it('events go on after the database was away for a while', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-'))
  await chmod(folder, 0o755)
  const database = await openDatabase({ product: 'shop', server: { embedded: folder }, log: silent })
  await database.migrate(await shopModules())
  const shop = await openShop(database)
  const bus = await createOutboxBus({ database, log: silent, lease: 1_000 }).startSubscriptions(
    shop.members(),
  )
  await place(shop.orders, 'before', 1)
  await bus.settled()
  await stopEmbeddedServer(folder)
  await expect(place(shop.orders, 'meanwhile', 2)).rejects.toThrow()
  await sleep(1_500)
  await openEmbeddedServer({ folder })
  await place(shop.orders, 'after', 3)
  await expect
    .poll(async () => (await readEntries(shop.ledger.db)).map(({ order_id }) => order_id), patience)
    .toEqual(['before', 'after'])
  await bus.drain()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})
