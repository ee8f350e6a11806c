import { describe, expect, it } from 'vitest'
import { listTablesIn } from './read-tables.js'

const entities = {
  'src/user.ts': `@Entity('users')
export class User extends Base {
  @OneToMany(() => Order, order => order.user) orders: Order[]
}
import { Order } from './order.js'`,
  'src/order.ts': `import { User } from './user.js'
@Entity({ name: 'orders', schema: 'sales' })
export default class Order {
  @ManyToOne(type => User) user: User
  @OneToMany('OrderLine', 'order') lines: unknown[]
}
export { Order }`,
  'src/lines.ts': `import { ChildEntity, Entity } from 'typeorm'
import { Order } from './order.js'
@Entity() export class OrderLine { @ManyToOne(() => Order) order: Order }
@ChildEntity() export class GiftLine extends OrderLine {}
@Entity() export class HTTPRoute {}
export const Stock = new EntitySchema({ name: 'Stock', tableName: 'stock', relations: { line: { type: 'many-to-one', target: 'OrderLine' } } })`,
}

describe('entities of TypeORM', () => {
  it('are defined by decorated classes and schemas, with the names that TypeORM gives them', async () => {
    expect(await listTablesIn('src/lines.ts', entities)).toEqual([
      'define order_line (OrderLine) by typeorm',
      'refer sales.orders (Order) by typeorm in order_line',
      'define order_line (GiftLine) by typeorm',
      'define http_route (HTTPRoute) by typeorm',
      'define stock (Stock) by typeorm',
      'refer order_line (OrderLine) by typeorm in stock',
    ])
    expect(await listTablesIn('src/order.ts', entities)).toEqual([
      'define sales.orders (Order) by typeorm',
      'refer users (User) by typeorm in sales.orders',
      'refer order_line (OrderLine) by typeorm in sales.orders',
    ])
  })
})

const file = 'src/shop.ts'
const imports = "import { User } from './user.js'\nimport Order from './order.js'\n"
const touchedBy = (code: string) => listTablesIn(file, { ...entities, [file]: imports + code })

describe('uses of entities', () => {
  const users = 'users (User) by typeorm'
  const orders = 'sales.orders (Order) by typeorm'
  const lines = 'order_line (OrderLine) by typeorm'
  it.each([
    ['getRepository(User)', [`refer ${users}`]],
    ["getRepository('User').find()", [`refer ${users}`, `read ${users}`]],
    ['connection.getRepository(ctx, Order).save(x)', [`refer ${orders}`, `write ${orders}`]],
    [
      'manager.find(User, { relations: { orders: { lines: true } } })',
      [`read ${users}`, `read ${orders}`, `read ${lines}`],
    ],
    [
      "manager.find(User, { relations: ['orders.lines'] })",
      [`read ${users}`, `read ${lines}`, `read ${orders}`],
    ],
    ['const ctx = begin()\ngetRepository(ctx, Order).save(x)', [`refer ${orders}`, `write ${orders}`]],
    ['manager.delete(Order, id)', [`write ${orders}`]],
    ['manager.create(Order, {})', [`refer ${orders}`]],
    ['connection.getEntityOrThrow(ctx, User, id)', [`read ${users}`]],
    ['TypeOrmModule.forFeature([User])', [`refer ${users}`]],
    [
      'class Users extends Repository<User> { all() { return this.find() } }',
      [`refer ${users}`, `read ${users}`],
    ],
    [
      'class A { constructor(@InjectRepository(User) private users) {}\n f() { this.users.insert(x) } }',
      [`refer ${users}`, `write ${users}`],
    ],
    [
      'class A { orders: Repository<Order>\n f() { return this.orders.count({ where: { user: { id } } }) } }',
      [`refer ${orders}`, `read ${orders}`, `read ${users}`],
    ],
    [
      "createQueryBuilder(User, 'u').leftJoinAndSelect('u.orders', 'o').innerJoin('o.lines', 'l')",
      [`refer ${users}`, `read ${orders}`, `read ${lines}`],
    ],
    [
      "const qb = getRepository(User).createQueryBuilder('u')\nqb.leftJoin('u.orders', 'o')",
      [`refer ${users}`, `read ${users}`, `read ${orders}`],
    ],
    ["qb.leftJoinAndMapOne('u.last', Order, 'o')", [`read ${orders}`]],
    ["qb.leftJoin('order.lines', 'line')", [`read ${lines}`]],
    ["qb.relation(User, 'orders').of(1)", [`refer ${users}`, `read ${orders}`]],
  ])('%s', async (code, tables) => {
    expect((await touchedBy(code)).toSorted()).toEqual(tables.toSorted())
  })

  it.each([
    ['instances', 'new User()\nplainToInstance(User, x)\nexpect.any(User)'],
    ['dependency injection', 'app.get(User)\nfactory.create(User)'],
    ['types', 'let user: User\nfunction f(order: Order) {}'],
    ['unknown relations', "createQueryBuilder().leftJoin('u.friends', 'f')"],
  ])('pass over %s', async (_, code) => {
    expect(await touchedBy(code)).toEqual([])
  })

  it('name an entity of an installed package by its class', async () => {
    const code = "import { Invoice } from '@shop/entities'\ngetRepository(Invoice)"
    expect(await listTablesIn(file, { [file]: code })).toEqual(['refer Invoice by typeorm'])
  })

  it('are told from queries of Knex with the same words', async () => {
    const code = "qb.select().leftJoin('order.lines', 'line')\ndb.select('x').leftJoin('order.lines', 'line')"
    expect(await listTablesIn(file, { [file]: code })).toEqual([])
  })
})

describe('migrations of TypeORM', () => {
  it('define tables and refer to others', async () => {
    const code = `import { Table, TableForeignKey } from 'typeorm'
await queryRunner.createTable(new Table({ name: 'lines', foreignKeys: [{ referencedTableName: 'orders' }] }))
await queryRunner.addColumn('users', column)
await queryRunner.query('ALTER TABLE "carts" ADD "x" int')`
    expect(await listTablesIn(file, { [file]: code })).toEqual([
      'define lines by typeorm',
      'refer orders by typeorm in lines',
      'define users by typeorm',
      'define carts by sql',
    ])
  })
})
