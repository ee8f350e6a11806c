import { describe, expect, it } from 'vitest'
import { listTablesIn } from './read-tables.js'

const schema = `import { pgTable, pgView, integer } from 'drizzle-orm/pg-core'
import { relations } from 'drizzle-orm'
export const users = pgTable('app_users', { id: integer('id') })
export const orders = pgTable('orders', { userId: integer('user_id').references(() => users.id) })
export const totals = pgView('totals').as(qb => qb.select().from(orders))
export const userRelations = relations(users, ({ many }) => ({ purchases: many(orders) }))
export { users as people }
`
const file = 'src/shop.ts'
const touchedBy = (code: string, more: Readonly<Record<string, string>> = {}) =>
  listTablesIn(file, { [file]: code, 'src/schema.ts': schema, ...more })

describe('tables of Drizzle', () => {
  it('are defined by constants, with the references between them', async () => {
    expect(await listTablesIn('src/schema.ts', { 'src/schema.ts': schema })).toEqual([
      'define app_users (users) by drizzle',
      'define orders by drizzle',
      'refer app_users (users) by drizzle in orders',
      'define totals by drizzle',
      'read orders by drizzle',
      'refer orders by drizzle in app_users',
    ])
  })

  it('take schema, prefix and suffix from what makes them, across files', async () => {
    const files = {
      'src/make.ts': `import { pgSchema, mysqlTableCreator } from 'drizzle-orm/core'
import { sqliteTableCreator as creator, pgSchema as schema } from 'drizzle-orm/sqlite-core'
export const billing = schema('billing')
export const createTable = creator(name => \`shop_\${name}\`)`,
      'src/tables.ts': `import { billing, createTable } from './make.js'
export const invoices = billing.table('invoices', {})
export const carts = createTable('carts', d => ({ id: d.int() }))
export const view = renderTable('carts', {})`,
    }
    expect(await listTablesIn('src/tables.ts', files)).toEqual([
      'define billing.invoices (invoices) by drizzle',
      'define shop_carts (carts) by drizzle',
    ])
  })
})

describe('queries of Drizzle', () => {
  const users = 'app_users (users) by drizzle'
  it.each([
    ["import { users } from './schema.js'\ndb.select().from(users)", [`read ${users}`]],
    [
      "import { users as u, orders } from './schema.js'\ndb.select().from(u).leftJoin(orders, on)",
      [`read ${users}`, 'read orders by drizzle'],
    ],
    ["import * as schema from './schema.js'\ndb.insert(schema.users).values(x)", [`write ${users}`]],
    ["import { people } from './schema.js'\ndb.update(people).set(x)", [`write ${users}`]],
    ["import { users } from './schema.js'\nawait tx.delete(users)", [`write ${users}`]],
    [
      "import { users } from './schema.js'\nconst u = alias(users, 'u')\ndb.select().from(u)",
      [`read ${users}`],
    ],
    [
      "import * as schema from './schema.js'\nconst { users } = schema\ndb.select().from(users)",
      [`read ${users}`],
    ],
    [
      "import { users } from './schema.js'\nconst tables = { users }\ndb.select().from(tables.users)",
      [`read ${users}`],
    ],
    ["import { users } from './schema.js'\ndb.$count(users)", [`read ${users}`]],
    [
      "import { users } from './schema.js'\nsql`select 1 from ${users} where ${users.id} = 1`",
      ['read app_users (users) by sql'],
    ],
    ["const { users } = require('./schema.js')\ndb.select().from(users)", [`read ${users}`]],
    ['db.query.users.findMany({ with: { purchases: true } })', [`read ${users}`, 'read orders by drizzle']],
  ])('%s', async (code, tables) => {
    expect(await touchedBy(code)).toEqual(tables)
  })

  it.each([
    ['the module itself', 'src/index.ts', "export * from './schema.js'"],
    ['a name', 'src/index.ts', "export { users } from './schema.js'"],
    ['a new name', 'src/index.ts', "export { people as users } from './schema.js'"],
    ['two steps', 'src/index.ts', "export * from './more.js'"],
  ])('see through a barrel that hands on %s', async (_, barrel, text) => {
    const more = { [barrel]: text, 'src/more.ts': "export * from './schema.js'" }
    expect(await touchedBy("import { users } from './index.js'\ndb.select().from(users)", more)).toEqual([
      `read ${users}`,
    ])
  })

  it('see through a barrel that hands on a table under a name of its own', async () => {
    const more = { 'src/index.ts': "export { users as members } from './schema.js'" }
    expect(await touchedBy("import { members } from './index.js'\ndb.select().from(members)", more)).toEqual([
      `read ${users}`,
    ])
  })

  it('know an import again behind a function with a variable of the same name', async () => {
    const code =
      "import { users } from './schema.js'\nfunction f() { const users = [1]; return users }\ndb.insert(users)"
    expect(await touchedBy(code)).toEqual([`write ${users}`])
  })

  it('see through a namespace that a barrel hands on', async () => {
    const more = { 'src/index.ts': "export * as schema from './schema.js'" }
    expect(await touchedBy("import { schema } from './index.js'\ndb.insert(schema.users)", more)).toEqual([
      `write ${users}`,
    ])
  })

  it.each([
    ['lists', "import { users } from './list.js'\nArray.from(users)\nset.delete(users)"],
    [
      'a parameter of the same name',
      "import { users } from './schema.js'\nconst f = (users: string[]) => list.from(users)",
    ],
    [
      'a variable of the same name',
      "import { users } from './schema.js'\nfunction f() { const users = [1]; return list.from(users) }",
    ],
    ['other tables', "import { users } from 'elsewhere'\ndb.select().from(users)"],
    ['types', "import { users } from './schema.js'\ntype User = typeof users.$inferSelect"],
  ])('pass over %s', async (_, code) => {
    expect(await touchedBy(code, { 'src/list.ts': 'export const users = [1]' })).toEqual([])
  })
})
