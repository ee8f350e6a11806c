import type { Trap } from './trap.js'

/** Work that is undone together today. */
export const transactions: readonly Trap[] = [
  {
    name: 'the entity manager of a transaction is handed over',
    files: {
      'stock/stock.ts': `import type { EntityManager } from 'typeorm'
export class Stock {
  async take(item: string, manager: EntityManager) { /*!*/
    await manager.query('update stock_handed set left_over = left_over - 1 where item = $1', [item])
  }
}`,
      'sales/sales.ts': `import type { DataSource } from 'typeorm'
import { Stock } from '../stock/stock'
export class Sales {
  constructor(private readonly source: DataSource, private readonly stock: Stock) {}
  sell(item: string) {
    return this.source.transaction(async manager => {
      await manager.query('insert into sale_handed (item) values ($1)', [item])
      await this.stock.take(item, manager) /*!*/
    })
  }
}`,
    },
    told: { in: ['transactions', 'refusals'], says: /EntityManager|argument|transaction/ },
  },
  {
    name: 'a decorator runs both sides in one transaction',
    files: {
      'stock/stock.ts': `import type { Pool } from 'pg'
export class Stock {
  constructor(private readonly pool: Pool) {}
  async take(item: string) { await this.pool.query('update stock_decorated set left_over = 0 where item = $1', [item]) }
}`,
      'sales/sales.ts': `import { Transactional } from 'typeorm-transactional'
import { Stock } from '../stock/stock'
export class Sales {
  constructor(private readonly stock: Stock) {}
  @Transactional() /*!*/
  async sell(item: string) {
    await this.stock.take(item) /*!*/
  }
}`,
    },
    told: { in: ['transactions'], says: /Stock\.take ambient/ },
  },
  {
    name: 'a transaction that is found in a context of the call',
    files: {
      'stock/stock.ts': `import { database } from '../shared/database'
export class Stock {
  async take(item: string) { await database().query('update stock_ambient set left_over = 0 where item = $1', [item]) }
}`,
      'shared/database.ts': `import { AsyncLocalStorage } from 'node:async_hooks'
import { Pool, type PoolClient } from 'pg'
const pool = new Pool()
const open = new AsyncLocalStorage<PoolClient>()
export const database = () => open.getStore() ?? pool
export async function inOneTransaction<T>(work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  await client.query('begin')
  try {
    const answer = await open.run(client, work)
    await client.query('commit')
    return answer
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}`,
      'sales/sales.ts': `import { inOneTransaction } from '../shared/database'
import { Stock } from '../stock/stock'
export const sell = (stock: Stock, item: string) =>
  inOneTransaction(async () => { /*!*/
    await stock.take(item) /*!*/
  })`,
    },
    told: { in: ['transactions'], says: /Stock\.take ambient/ },
  },
  {
    name: 'the other side writes while a transaction of Prisma is open',
    files: {
      'stock/stock.ts': `import type { PrismaClient } from '@prisma/client'
export class Stock {
  constructor(private readonly prisma: PrismaClient) {}
  async take(item: string) { await this.prisma.stockPrisma.update({ where: { item }, data: { left: { decrement: 1 } } }) }
}`,
      'sales/sales.ts': `import type { PrismaClient } from '@prisma/client'
import { Stock } from '../stock/stock'
export class Sales {
  constructor(private readonly prisma: PrismaClient, private readonly stock: Stock) {}
  sell(item: string) {
    return this.prisma.$transaction(async tx => { /*!*/
      await tx.salePrisma.create({ data: { item } })
      await this.stock.take(item) /*!*/
    })
  }
}`,
    },
    told: { in: ['transactions'], says: /Stock\.take open/ },
  },
  {
    name: 'a unit of work gathers what both sides save',
    files: {
      'stock/stock.ts': `import type { UnitOfWork } from '../shared/unit-of-work'
export class Stock {
  async take(item: string, work: UnitOfWork) { /*!*/
    work.save('stock_gathered', { item })
  }
}`,
      'shared/unit-of-work.ts': `import { Pool } from 'pg'
const pool = new Pool()
export class UnitOfWork {
  private readonly rows: [string, object][] = []
  save(table: string, row: object) { this.rows.push([table, row]) }
  async commit() { for (const [table, row] of this.rows) await pool.query('insert into ' + table, [row]) }
}`,
      'sales/sales.ts': `import { UnitOfWork } from '../shared/unit-of-work'
import { Stock } from '../stock/stock'
export async function sell(stock: Stock, item: string) {
  const work = new UnitOfWork()
  await stock.take(item, work) /*!*/
  await work.commit()
}`,
    },
    told: { in: ['transactions', 'refusals'], says: /UnitOfWork|transaction/ },
  },
  {
    name: 'a transaction of Knex is handed over in an object',
    files: {
      'stock/stock.ts': `import type { Knex } from 'knex'
export interface Options { trx: Knex.Transaction }
export class Stock {
  async take(item: string, { trx }: Options) { /*!*/
    await trx('stock_knex').where({ item }).decrement('left', 1)
  }
}`,
      'sales/sales.ts': `import type { Knex } from 'knex'
import { Stock } from '../stock/stock'
export const sell = (knex: Knex, stock: Stock, item: string) =>
  knex.transaction(async trx => { /*!*/
    await trx('sale_knex').insert({ item })
    await stock.take(item, { trx }) /*!*/
  })`,
    },
    told: { in: ['transactions', 'refusals', 'losses'], says: /argument|transaction/i },
  },
  {
    name: 'the other side is called between begin and commit',
    files: {
      'stock/stock.ts': `import type { QueryRunner } from 'typeorm'
export class Stock {
  constructor(private readonly runner: QueryRunner) {}
  async take(item: string) { await this.runner.query('update stock_between set left_over = 0 where item = $1', [item]) }
}`,
      'sales/sales.ts': `import type { DataSource } from 'typeorm'
import { Stock } from '../stock/stock'
export async function sell(source: DataSource, stock: Stock, item: string) {
  const runner = source.createQueryRunner()
  await runner.startTransaction() /*!*/
  try {
    await runner.query('insert into sale_between (item) values ($1)', [item])
    await stock.take(item) /*!*/
    await runner.commitTransaction()
  } catch {
    await runner.rollbackTransaction()
  }
}`,
    },
    told: { in: ['transactions'], says: /Stock\.take open/ },
  },
  {
    name: 'a handler across the border runs inside of the publisher’s transaction',
    files: {
      'stock/stock.ts': `import { OnEvent } from '@nestjs/event-emitter'
import type { Pool } from 'pg'
export class Stock {
  constructor(private readonly pool: Pool) {}
  @OnEvent('sale.booked')
  async onSale(event: { item: string }) {
    await this.pool.query('update stock_handler set left_over = 0 where item = $1', [event.item])
  }
}`,
      'sales/sales.ts': `import type { EventEmitter2 } from '@nestjs/event-emitter'
import type { DataSource } from 'typeorm'
export class Sales {
  constructor(private readonly source: DataSource, private readonly events: EventEmitter2) {}
  sell(item: string) {
    return this.source.transaction(async manager => { /*!*/
      await manager.query('insert into sale_handler (item) values ($1)', [item])
      await this.events.emitAsync('sale.booked', { item }) /*!*/
    })
  }
}`,
    },
    told: { in: ['transactions'], says: /onSale|sale\.booked/ },
  },
]
