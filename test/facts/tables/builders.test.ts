import { describe, expect, it } from 'vitest'
import { listTables } from './read-tables.js'

const touchedBy = (code: string) => listTables({ 'src/shop.ts': code })

describe('queries of Kysely', () => {
  it.each([
    ["db.selectFrom('users as u').selectAll()", ['read users by kysely']],
    ["db.selectFrom(['users', 'orders as o'])", ['read users by kysely', 'read orders by kysely']],
    [
      "db.selectFrom('users').innerJoin('billing.invoices as i', 'i.id', 'users.id')",
      ['read users by kysely', 'read billing.invoices by kysely'],
    ],
    ["db.insertInto('users').values(x)", ['write users by kysely']],
    ["db.updateTable('users').from('orders').set(x)", ['write users by kysely', 'read orders by kysely']],
    ["db.deleteFrom('lines').using('orders')", ['write lines by kysely', 'read orders by kysely']],
    ["db.withSchema('billing').selectFrom('invoices')", ['read billing.invoices by kysely']],
    [
      "db.with('active', q => q.selectFrom('users')).selectFrom('active').leftJoin('orders', 'a', 'b')",
      ['read users by kysely', 'read orders by kysely'],
    ],
    [
      "const query = db.selectFrom('users')\nquery.leftJoin('orders', 'a', 'b')",
      ['read users by kysely', 'read orders by kysely'],
    ],
    [
      "import { type Kysely } from 'kysely'\nf = query => query.leftJoin('orders', 'a', 'b')",
      ['read orders by kysely'],
    ],
    ["const table = 'users'\neb.selectFrom(table)", ['read users by kysely']],
    [
      "db.schema.createTable('lines').addForeignKeyConstraint('fk', ['a'], 'orders', ['id'])",
      ['define lines by kysely', 'refer orders by kysely in lines'],
    ],
    [
      "import 'kysely'\ndb.schema.createTable('lines').addColumn('o', 'int', col => col.references('users.id'))",
      ['define lines by kysely', 'refer users by kysely in lines'],
    ],
  ])('%s', async (code, tables) => {
    expect(await touchedBy(code)).toEqual(tables)
  })
})

describe('queries of Knex', () => {
  it.each([
    ["knex('users')", ['read users by knex']],
    ["knex<User>('users as u').where({ id }).del()", ['write users by knex']],
    ["await db('users').where({ id })", ['read users by knex']],
    ["this.db('users').insert(x)", ['write users by knex']],
    ["trx({ u: 'users' }).select()", ['read users by knex']],
    [
      "knex('users').join('orders', 'users.id', '=', 'orders.user_id')",
      ['read users by knex', 'read orders by knex'],
    ],
    [
      "knex('users').leftJoin('orders as o', function () { this.on('a', 'b') })",
      ['read users by knex', 'read orders by knex'],
    ],
    ["knex.select('id').from('users')", ['read users by knex']],
    ["db.select('id').from('users')", ['read users by knex']],
    ["db.from('users').count()", ['read users by knex']],
    ["query.whereRaw('id IN (SELECT user_id FROM orders)')", ['read orders by sql']],
    ["knex.insert(x).into('users')", ['write users by knex']],
    ["knex.withSchema('billing').select().from('invoices')", ['read billing.invoices by knex']],
    [
      "knex('users').whereIn('id', function () { this.select('user_id').from('orders') })",
      ['read users by knex', 'read orders by knex'],
    ],
    [
      "knex('users').whereExists(q => q.select().from('orders'))",
      ['read users by knex', 'read orders by knex'],
    ],
    ["knex.with('active', q => q.select().from('users')).select().from('active')", ['read users by knex']],
    [
      "query.with('active', q => q.select())\nknex.raw('select * from active join users on true')",
      ['read users by sql'],
    ],
    [
      "const query = knex('users')\nquery.join('orders', 'a.id', 'b.id')",
      ['read users by knex', 'read orders by knex'],
    ],
    ["const shop = knex({ client })\nshop('users')", ['read users by knex']],
    ["const T = { users: 'users' }\ndb(T.users).first()", ['read users by knex']],
    ["knex.raw('select * from users')", ['read users by sql']],
    [
      "knex.schema.createTable('lines', t => { t.integer('o').references('id').inTable('orders') })",
      ['define lines by knex', 'refer orders by knex in lines'],
    ],
    [
      "knex.schema.alterTable('lines', t => { t.foreign('o').references('orders.id') })",
      ['define lines by knex', 'refer orders by knex in lines'],
    ],
    [
      "knex.schema.dropTableIfExists('lines').dropTable('orders')",
      ['define lines by knex', 'define orders by knex'],
    ],
    ["export class User extends Model { static tableName = 'users' }", ['define users (User) by knex']],
    [
      "export class User extends Model { static get tableName() { return 'users' } }",
      ['define users (User) by knex'],
    ],
  ])('%s', async (code, tables) => {
    expect((await touchedBy(code)).toSorted()).toEqual(tables.toSorted())
  })
})

describe('other callers of the same words', () => {
  it.each([
    ["db.from('users').select()"],
    ["query.whereRaw('select is a word of ' + from)"],
    ["Array.from('users')"],
    ["supabase.from('users').select()"],
    ["client.db('users').collection('x')"],
    ["['a'].join('users')"],
    ["path.join('users', 'orders.id')"],
    ["import { from } from 'rxjs'\nfrom('users').pipe(x)"],
    ["t('users')"],
    ["db('postgres://host/shop')"],
    ["ui.table('users')"],
    ["Yup.object().from('users', 'b')"],
    ["import Knex from 'knex'\nstring.leftJoin('a', 'b')"],
    ["html.createTable('users')"],
  ])('passes over %s', async code => {
    expect(await touchedBy(code)).toEqual([])
  })
})
