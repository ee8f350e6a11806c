import { describe, expect, it } from 'vitest'
import { openData, tellTransaction } from './open-data.js'

const users = {
  'src/users/user.ts': "@Entity('users') export class User {}",
  'src/users/users.ts': `import { User } from './user.js'
export class Users {
  constructor(private readonly rows: Repository<User>) {}
  async lock(id: string, manager?: EntityManager) { return this.change(id) }
  async rename(id: string, name: string) { return this.change(id) }
  nameOf(id: string) { return id.toUpperCase() }
  private change(id: string) { return this.rows.save({ id }) }
}`,
}

const orders = (body: string, imports = '') => `import { Users } from '../users/users.js'
${imports}
export class Orders {
  constructor(private readonly users: Users, private readonly db: DataSource) {}
  ${body}
}`

async function tell(files: Readonly<Record<string, string>>, module = 'users'): Promise<readonly string[]> {
  return (await openData({ ...users, ...files }, module)).transactions.map(tellTransaction)
}

describe('code of another module runs in a transaction', () => {
  const renamed = (how: string) => [`Orders.place → Users.rename (${how}): write users`]
  const locked = (how: string) => [`Orders.place → Users.lock (${how}): write users`]
  it.each([
    [
      'that a callback stands for, and is handed it',
      "place() { return this.db.transaction(async manager => { await this.users.lock('1', manager) }) }",
      locked('argument'),
    ],
    [
      'of Prisma, without being handed it',
      "place() { return this.db.$transaction(async tx => { await this.users.rename('1', 'Ada') }) }",
      renamed('open'),
    ],
    [
      'that is a list of queries',
      "place() { return this.db.$transaction([this.users.rename('1', 'Ada')]) }",
      renamed('open'),
    ],
    [
      'that nobody hands on, as with a context of the request',
      "place() { return this.repo.transaction(async () => this.users.rename('1', 'Ada')) }",
      renamed('ambient'),
    ],
    [
      'of Kysely',
      "place() { return this.db.transaction().execute(async trx => this.users.rename('1', trx)) }",
      renamed('argument'),
    ],
    [
      'that begins and ends by calls',
      "async place() { const runner = this.db.createQueryRunner(); await runner.startTransaction(); await this.users.rename('1', 'Ada'); await runner.commitTransaction() }",
      renamed('open'),
    ],
    [
      'that begins by SQL',
      "async place() { await this.db.query('BEGIN'); await this.users.rename('1', 'Ada'); await this.db.query('COMMIT') }",
      renamed('open'),
    ],
    [
      'of a decorator',
      "@Transactional() async place() { await this.users.rename('1', 'Ada') }",
      renamed('ambient'),
    ],
    [
      'through functions of the same module',
      "@Transactional() async place() { await this.pay() }\n  async pay() { const one = () => this.users.rename('1', 'Ada'); await one() }",
      renamed('ambient'),
    ],
    [
      'that takes a function by its name',
      "place() { return this.db.transaction(this.work) }\n  work = async (tx: Tx) => { await this.users.rename('1', 'Ada') }",
      ['Orders.place → Users.rename (open): write users'],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await tell({ 'src/orders/orders.ts': orders(body) })).toEqual(expected)
  })

  it.each([
    [
      'after it is committed',
      "async place() { const t = await this.db.startTransaction(); await t.commit(); await this.users.rename('1', 'Ada') }",
    ],
    [
      'before it begins',
      "async place() { await this.users.rename('1', 'Ada'); await this.db.transaction(async tx => { await tx.save({}) }) }",
    ],
    [
      'of money',
      "async place() { await this.bank.createTransaction(async () => this.users.rename('1', 'Ada')) }",
    ],
    [
      'in a list of them',
      "async place() { for (const each of await this.listTransactions()) await this.users.rename('1', 'Ada') }",
    ],
  ])('but not %s', async (_, body) => {
    expect(await tell({ 'src/orders/orders.ts': orders(body) })).toEqual([])
  })

  it('in a wrapper of the program, under whatever name', async () => {
    const files = {
      'src/database/unit.ts': `export class Unit {
  constructor(private readonly db: DataSource) {}
  perform<T>(work: () => Promise<T>) { return this.db.transaction(async () => work()) }
}`,
      'src/orders/orders.ts': orders(
        "place() { return this.unit.perform(async () => this.users.rename('1', 'Ada')) }\n  private readonly unit = new Unit(this.db)",
        "import { Unit } from '../database/unit.js'",
      ),
    }
    expect(await tell(files)).toEqual(renamed('ambient'))
  })

  it('and is told with the way there', async () => {
    const body =
      "@Transactional() async place() { await this.pay() }\n  async pay() { await this.users.rename('1', 'Ada') }"
    const data = await openData({ ...users, 'src/orders/orders.ts': orders(body) }, 'users')
    const [crossing] = data.transactions
    expect(crossing?.chain).toEqual([
      { callee: 'Orders.pay', place: { file: 'src/orders/orders.ts', line: 5, column: 47 } },
      { callee: 'Users.rename', place: { file: 'src/orders/orders.ts', line: 6, column: 34 } },
    ])
    expect(crossing?.scope).toMatchObject({ form: 'decorator', text: '@Transactional', module: 'orders' })
  })

  it('as the implementation of an interface that a container binds, with the table of its own class', async () => {
    const files = {
      'src/shared/repo.ts': `export interface Port<T> { insert(row: T): Promise<void> }
export abstract class SqlRepo<T> implements Port<T> {
  protected abstract tableName: string
  async insert(row: T) { await this.pool.query(sql\`INSERT INTO \${sql.identifier([this.tableName])} VALUES (1)\`) }
}`,
      'src/wallets/wallets.ts': `import { SqlRepo, Port } from '../shared/repo.js'
export interface WalletPort extends Port<object> {}
export class Wallets extends SqlRepo<object> implements WalletPort { protected tableName = 'wallets' }
export class Coins extends SqlRepo<object> { protected tableName = 'coins' }
export class Purse { constructor(private readonly rows: WalletPort) {}
  open() { return this.rows.insert({}) } }`,
      'src/orders/orders.ts': `import { Purse } from '../wallets/wallets.js'
export class Orders { constructor(private readonly purse: Purse) {}
  place() { return this.db.transaction(async tx => this.purse.open()) } }`,
    }
    expect((await tell(files, 'wallets')).filter(each => each.includes('Purse'))).toEqual([
      'Orders.place → Purse.open (open): write wallets',
    ])
  })

  it('by an event that is delivered while it is open', async () => {
    const files = {
      'src/orders/placed.ts': 'export class OrderPlaced { constructor(readonly id: string) {} }',
      'src/orders/orders.ts': `import { EventEmitter2 } from '@nestjs/event-emitter'
import { OrderPlaced } from './placed.js'
export class Orders { constructor(private readonly events: EventEmitter2) {}
  place() { return this.db.transaction(async () => { await this.events.emitAsync(OrderPlaced.name, new OrderPlaced('1')) }) } }`,
      'src/users/when-placed.ts': `import { OnEvent } from '@nestjs/event-emitter'
import { OrderPlaced } from '../orders/placed.js'
import { Users } from './users.js'
export class WhenPlaced { constructor(private readonly users: Users) {}
  @OnEvent(OrderPlaced.name) async handle(event: OrderPlaced) { await this.users.rename('1', 'Ada') } }`,
    }
    const data = await openData({ ...users, ...files }, 'users')
    expect(data.transactions.map(tellTransaction)).toEqual([
      'Orders.place → WhenPlaced.handle (ambient): write users',
    ])
    expect(data.transactions.map(({ byMessage }) => byMessage)).toEqual([true])
  })
})

it('a transaction that is handed over is told wherever it was opened', async () => {
  const body = "place(manager: EntityManager) { return this.users.lock('1', manager) }"
  const { handovers } = await openData({ ...users, 'src/orders/orders.ts': orders(body) }, 'users')
  expect(handovers).toEqual([
    {
      place: { file: 'src/orders/orders.ts', line: 5, column: 53 },
      from: 'orders',
      to: 'users',
      callee: 'Users.lock',
      type: 'EntityManager',
    },
  ])
})
