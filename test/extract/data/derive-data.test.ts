import { expect, it } from 'vitest'
import { planData } from '../../../src/extract/data/plan/plan-data.js'
import { openData } from './open-data.js'

const shop = {
  'package.json': '{ "name": "shop", "dependencies": { "mysql2": "3", "typeorm": "1" } }',
  'src/users/user.ts': `import { Order } from '../orders/order.js'
@Entity('users') export class User { @OneToMany(() => Order, order => order.user, { cascade: true }) orders: Order[] }`,
  'src/users/users.ts': `import { User } from './user.js'
export const save = () => manager.save(User, {})
export const find = () => manager.find(User)`,
  'src/orders/order.ts': `import { User } from '../users/user.js'
@Entity('orders') export class Order { @ManyToOne(() => User, { onDelete: 'CASCADE', eager: true }) user: User }`,
  'src/orders/orders.ts': `import { Order } from './order.js'
export const add = () => manager.save(Order, {})
export const report = () => db.query('SELECT * FROM orders JOIN users ON users.id = orders.user_id')`,
  'src/reports/reports.ts': `import { User } from '../users/user.js'
export const fix = () => manager.update(User, 1, {})
export const log = () => db.query('INSERT INTO log (text) VALUES (1)')`,
  'src/audit/audit.ts': "export const write = () => db.query('INSERT INTO log (text) VALUES (2)')",
  'src/users/users.test.ts': "it('clears', () => db.query('DELETE FROM orders'))",
  'db/migrations/20240101-init.ts': `export const up = () => db.query('CREATE TABLE log (id int, user_id int REFERENCES users(id))')
export const fill = () => db.query("INSERT INTO users (name) VALUES ('Ada')")`,
}

it('tells who defines, owns, writes and reads each table; tests and migrations own nothing', async () => {
  const data = await openData(shop, 'users')
  expect(data.databases).toEqual(['mysql'])
  expect(data.own).toMatchObject([
    {
      table: 'users',
      entities: ['User'],
      owner: 'users',
      ownership: 'several-writers',
      definedAt: [{ file: 'src/users/user.ts', line: 2, column: 31, module: 'users' }],
      writers: [
        { module: 'reports', places: [{ file: 'src/reports/reports.ts', line: 2 }] },
        { module: 'users', places: [{ file: 'src/users/users.ts', line: 2 }] },
      ],
      readers: [
        { module: 'orders', places: [{ file: 'src/orders/orders.ts', line: 3 }] },
        { module: 'users', places: [{ file: 'src/users/users.ts', line: 3 }] },
      ],
      setUpAt: [{ file: 'db/migrations/20240101-init.ts', line: 2 }],
    },
  ])
  expect(data.foreign).toEqual([])
})

it('takes a table that nobody writes for that of its entity, not of the migration that makes it', async () => {
  const library = {
    'src/app/migrations/1-init.ts': `export const up = () => db.query('CREATE TABLE role (id int)')`,
    'src/app/seeds/roles.ts': `import { Role } from '../../roles/role.js'
export const seed = async () => (await manager.find(Role)).length || manager.save(Role, {})`,
    'src/roles/role.ts': "@Entity('role') export class Role { id: number }",
  }
  const { own, foreign } = await openData(library, 'roles')
  expect(foreign).toEqual([])
  expect(own).toMatchObject([{ table: 'role', ownership: 'definer', writers: [], readers: [] }])
  expect(own[0]?.setUpAt).toHaveLength(2)
})

it('tells the tables of others that the module touches', async () => {
  const { own, foreign, joins } = await openData(shop, 'orders')
  expect(own.map(({ table, ownership, writers }) => [table, ownership, writers.length])).toEqual([
    ['orders', 'writer', 1],
  ])
  expect(foreign.map(({ table, owner }) => [table, owner])).toEqual([['users', 'users']])
  expect(joins).toMatchObject([
    {
      place: { file: 'src/orders/orders.ts', line: 3 },
      module: 'orders',
      tables: [
        { table: 'orders', owner: 'orders', access: 'read' },
        { table: 'users', owner: 'users', access: 'read' },
      ],
    },
  ])
})

it('tells relations and foreign keys that cross, with what they do to rows', async () => {
  const { relations } = await openData(shop, 'users')
  expect(relations.map(({ kind, from, to, effects }) => [kind, from, to, effects])).toEqual([
    ['foreign-key', 'log', 'users', []],
    ['relation', 'orders', 'users', ['cascade-delete', 'eager']],
    ['relation', 'users', 'orders', ['cascade-save']],
  ])
})

it('a config that lists tables decides who owns them', async () => {
  const config = {
    modules: {
      users: { path: 'src/users' },
      orders: { path: 'src/orders' },
      audit: { path: 'src/audit' },
      reports: { path: 'src/reports', data: { tables: ['users'] } },
    },
  }
  const files = { ...shop, 'banyan.config.json': JSON.stringify(config) }
  expect((await openData(files, 'reports')).own).toMatchObject([{ table: 'users', ownership: 'declared' }])
  expect((await openData(files, 'users')).own).toEqual([])
})

it('is the same at each reading, and makes a plan that says which database it is not for', async () => {
  const [data, again] = [await openData(shop, 'users'), await openData(shop, 'users')]
  expect(again).toEqual(data)
  expect(planData(data)).toMatchObject({ database: 'mysql', note: expect.stringContaining('MySQL') })
})
