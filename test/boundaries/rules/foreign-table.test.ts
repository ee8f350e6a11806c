import { describe, expect, it } from 'vitest'
import type { Rule, RuleContext } from '../../../src/boundaries/rule.js'
import { foreignTable } from '../../../src/boundaries/rules/foreign-table.js'
import { openWorkingTree, overlayTree, readFacts } from '../../../src/facts/index.js'
import { deriveGraph } from '../../../src/graph/index.js'
import type { Kind } from '../../../src/kernel/dependency.js'
import { sketchConfig } from '../../graph/shop.js'
import { temporaryProject } from '../../support/temporary-project.js'

type Files = Readonly<Record<string, string>>
type Tables = Readonly<Record<string, readonly string[]>>

const modules: Tables = { users: ['users', 'identity.*'], billing: ['billing_*', 'Invoice'], orders: [] }

const shop: Files = {
  'src/users/store.ts': "export const all = 'SELECT * FROM users JOIN identity.keys k ON true'",
  'src/billing/store.ts': "export const all = 'SELECT * FROM billing_rates, invoice WHERE 1 = 1'",
  'src/orders/store.ts': 'export const none = 1',
  'src/orders/store.test.ts': "export const clear = 'TRUNCATE users'",
}

interface Setting {
  readonly files?: Files
  readonly tables?: Tables
  readonly options?: RuleContext['options']
}

async function contextOf({ files = {}, tables = modules, options = {} }: Setting): Promise<RuleContext> {
  const config = sketchConfig(
    Object.fromEntries(
      Object.entries(tables).map(([name, owned]) => [name, { path: `src/${name}`, data: { tables: owned } }]),
    ),
  )
  const tree = overlayTree(openWorkingTree(temporaryProject({ 'package.json': '{}' })), { ...shop, ...files })
  const { graph } = deriveGraph(await readFacts({ tree, config, cacheFolder: null, tables: true }), config)
  const kinds = new Set<Kind>(foreignTable.kinds)
  return {
    graph,
    config,
    options,
    kinds,
    facades: 'opaque',
    known: () => false,
    idleWaivers: new Set(),
    today: '2026-11-23',
  }
}

async function find(setting: Setting) {
  return foreignTable.find(await contextOf(setting))
}

const told = (violations: ReturnType<Rule['find']>) =>
  violations.map(
    ({ from, to }) => `${from.module} → ${to.module}: ${from.symbol} at ${from.file}:${from.line}`,
  )

describe('foreign-table', () => {
  it('lets a module use its own tables', async () => {
    expect(await find({})).toEqual([])
  })

  it('reports a table of another module, with both modules, the table, the place and the defining file', async () => {
    const [violation, ...others] = await find({
      files: {
        'src/users/schema.ts':
          "import { pgTable } from 'drizzle-orm/pg-core'\nexport const users = pgTable('users', {})",
        'src/orders/place.ts': "export const place = 1\nexport const who = 'DELETE FROM users WHERE id = 1'",
      },
    })
    expect(others).toEqual([])
    expect(violation).toMatchObject({
      rule: 'foreign-table',
      from: { module: 'orders', file: 'src/orders/place.ts', line: 2, column: 33, symbol: 'users' },
      to: { module: 'users', file: 'src/users/schema.ts' },
      message: 'Module "orders" writes table "users", which belongs to "users": src/orders/place.ts.',
    })
    expect(violation?.hint).toContain('Ask "users" through its public API')
    expect(violation?.hint).toContain('modules.users.data.tables:1')
  })

  it('knows no file for a table that only its users name', async () => {
    const [violation] = await find({ files: { 'src/orders/a.ts': "q = 'SELECT * FROM users WHERE 1 = 1'" } })
    expect(violation?.to).toEqual({ module: 'users', file: null })
  })

  it('tells all uses of a table in a file as one, whatever they do to it', async () => {
    const text =
      "a = 'SELECT * FROM users WHERE 1 = 1'\nb = 'UPDATE users SET a = 1'\nc = 'SELECT * FROM invoice i WHERE 1 = 1'"
    const violations = await find({ files: { 'src/orders/a.ts': text } })
    expect(told(violations)).toEqual([
      'orders → users: users at src/orders/a.ts:1',
      'orders → billing: invoice at src/orders/a.ts:3',
    ])
    expect(violations[0]?.message).toContain('reads and writes table "users"')
    expect(violations[0]?.related).toMatchObject([{ file: 'src/orders/a.ts', line: 2 }])
  })

  it.each([
    ['name', ['users'], 'users', true],
    ['name in another case, in quotes', ['"USERS"'], 'users', true],
    ['name in brackets and backticks', ['[dbo].[users]', '`x`'], 'dbo.users', true],
    ['glob', ['us*'], 'users', true],
    ['bare name of a table with a schema', ['users'], 'identity.users', true],
    ['schema', ['identity.*'], 'identity.users', true],
    ['another schema', ['identity.*'], 'sales.users', false],
    ['usual schema that the code leaves out', ['public.users'], 'users', true],
    ['exception', ['*', '!users'], 'users', false],
    ['exception from a schema', ['identity.*', '!identity.keys'], 'identity.keys', false],
  ])('owns by %s', async (_, owned, table, isOwned) => {
    const files = { 'src/orders/a.ts': `q = 'SELECT * FROM ${table} WHERE 1 = 1'` }
    const violations = await find({ files, tables: { users: owned, orders: [] } })
    expect(violations.map(({ from }) => from.symbol)).toEqual(isOwned ? [table] : [])
  })

  it('gives a table to who names it with its schema before who names it without', async () => {
    const files = { 'src/orders/a.ts': "q = 'SELECT * FROM crm.users WHERE 1 = 1'" }
    const context = await contextOf({ files, tables: { users: ['users'], billing: ['crm.*'], orders: [] } })
    expect(told(foreignTable.find(context))).toEqual(['orders → billing: crm.users at src/orders/a.ts:1'])
    expect(foreignTable.idle(context)).toEqual([])
  })

  it('owns an entity by its name in code, and the table behind it', async () => {
    const files = {
      'src/billing/invoice.ts': "@Entity('bill') export class Invoice {}",
      'src/orders/a.ts': "import { Invoice } from '../billing/invoice.js'\ngetRepository(Invoice)",
      'src/orders/b.ts': "q = 'SELECT * FROM bill WHERE 1 = 1'",
    }
    const violations = await find({ files })
    expect(told(violations)).toEqual([
      'orders → billing: bill at src/orders/a.ts:2',
      'orders → billing: bill at src/orders/b.ts:1',
    ])
    expect(violations[0]?.message).toContain('refers to table "bill" (Invoice)')
  })

  it('judges reads, writes and references, and definitions only when asked to', async () => {
    const files = {
      'src/orders/a.ts': "q = 'ALTER TABLE users ADD COLUMN x int'",
      'src/orders/b.ts': "q = 'DELETE FROM users WHERE 1 = 1'",
      'src/orders/c.ts': "q = 'CREATE TABLE lines (u int REFERENCES users (id))'",
      'src/orders/d.ts': "q = 'SELECT * FROM users WHERE 1 = 1'",
    }
    const filesWith = async (access?: readonly string[]) =>
      (await find({ files, options: access === undefined ? {} : { access } })).map(({ from }) =>
        from.file.at(-4),
      )
    expect(await filesWith()).toEqual(['b', 'c', 'd'])
    expect(await filesWith(['write'])).toEqual(['b'])
    expect(await filesWith(['refer'])).toEqual(['c'])
    expect(await filesWith(['define', 'read'])).toEqual(['a', 'd'])
  })

  it('leaves tests out unless told otherwise', async () => {
    expect(told(await find({ options: { tests: true } }))).toEqual([
      'orders → users: users at src/orders/store.test.ts:1',
    ])
  })

  it('leaves tables that nobody owns alone unless told otherwise', async () => {
    const files = {
      'src/orders/a.ts': "q = 'CREATE TABLE carts (id int)'",
      'src/users/b.ts': "q = 'TRUNCATE carts'",
    }
    expect(await find({ files })).toEqual([])
    const violations = await find({ files, options: { unowned: 'error' } })
    expect(told(violations)).toEqual([
      'orders → null: carts at src/orders/a.ts:1',
      'users → null: carts at src/users/b.ts:1',
    ])
    expect(violations[0]?.message).toBe(
      'Module "orders" defines table "carts", which no module owns: src/orders/a.ts.',
    )
  })

  it('does nothing where no module owns a table', async () => {
    const context = await contextOf({ tables: { users: [], orders: [] } })
    expect(foreignTable.find(context)).toEqual([])
    expect(foreignTable.idle(context)).toEqual([])
    expect(foreignTable.plants(context)).toEqual([])
  })

  it('leaves files that no module owns alone', async () => {
    expect(await find({ files: { 'scripts/a.ts': "q = 'DELETE FROM users WHERE 1 = 1'" } })).toEqual([])
  })
})

describe('foreign keys in a schema that modules share', () => {
  const schema = `model User {
  id Int @id
  orders Order[]
  @@map("users")
}
model Order {
  id Int @id
  userId Int
  user User @relation(fields: [userId], references: [id])
  invoice Invoice?
}
model Invoice {
  id Int @id
  orderId Int
  order Order @relation(fields: [orderId], references: [id])
  user User @relation(fields: [id], references: [id])
}`
  const tables: Tables = {
    users: ['users', 'keys'],
    billing: ['Invoice', 'billing_rates'],
    orders: ['Order'],
  }

  it('are findings of the tables that hold them, one each, wherever the schema stands', async () => {
    for (const file of ['prisma/schema.prisma', 'src/db/schema.prisma']) {
      const more: Tables = file.startsWith('src') ? { db: [] } : {}
      const files = { [file]: schema, 'src/db/a.ts': '' }
      const violations = await find({ files, tables: { ...tables, ...more } })
      const module = file.startsWith('src') ? 'db' : 'null'
      expect(told(violations)).toEqual([
        `${module} → users: Order → users at ${file}:9`,
        `${module} → orders: Invoice → Order at ${file}:15`,
        `${module} → users: Invoice → users at ${file}:16`,
      ])
      expect(violations[0]?.message).toBe(
        `Table "Order" of "orders" refers to table "users" (User), which belongs to "users": ${file}.`,
      )
    }
  })

  it('are plain uses where the schema is of the module that holds them', async () => {
    const files = {
      'src/orders/schema.prisma': schema.slice(
        schema.indexOf('model Order'),
        schema.indexOf('model Invoice'),
      ),
      'src/users/schema.prisma': schema.slice(0, schema.indexOf('model Order')),
    }
    const [violation, ...others] = await find({
      files,
      tables: { ...tables, billing: ['billing_rates', 'invoice'] },
    })
    expect(others).toEqual([])
    expect(violation).toMatchObject({
      from: { module: 'orders', symbol: 'users' },
      to: { module: 'users', file: 'src/users/schema.prisma' },
      message:
        'Module "orders" refers to table "users" (User), which belongs to "users": src/orders/schema.prisma.',
    })
  })

  it('are fine between tables of one module', async () => {
    const all = { shop: ['users', 'Order', 'Invoice'], db: [] }
    expect(
      await find({ files: { 'src/db/schema.prisma': schema, 'src/shop/a.ts': '' }, tables: all }),
    ).toEqual([])
  })
})

describe('ownership that cannot be trusted', () => {
  it('is a problem where two modules claim a table', async () => {
    const context = await contextOf({
      tables: { users: ['users', 'identity.*'], billing: ['u*', 'billing_*'] },
    })
    expect(foreignTable.idle(context)).toMatchObject([
      { code: 'module-overlap', message: 'Modules "billing" and "users" claim the same table: users.' },
    ])
  })

  it('is a problem where a pattern matches no table, with the nearest one', async () => {
    const context = await contextOf({
      tables: { users: ['users', 'identiti.*', 'keyz'], billing: ['billing_*'] },
    })
    expect(foreignTable.idle(context)).toMatchObject([
      {
        code: 'rule-empty',
        message: 'Module "users" owns "identiti.*", but no code or schema names such a table.',
      },
      { code: 'rule-empty', place: { file: 'modules.users.data.tables.2' } },
    ])
    const [, second] = foreignTable.idle(await contextOf({ tables: { users: ['userz', 'invoise'] } }))
    expect(second?.hint).toBe('Did you mean "invoice"? Correct the pattern, or delete it.')
  })

  it('is no problem where one of the modules that an entry makes has such a table', async () => {
    const context = await contextOf({})
    const module = (name: string, tables: readonly string[]) => {
      const found = context.graph.modules.get(name)
      if (found === undefined) throw new Error(name)
      return [name, { ...found, tables, declaredAt: ['modules', '{name}'] }] as const
    }
    const modulesOfEntry = new Map([module('users', ['users*']), module('orders', ['orders*'])])
    expect(foreignTable.idle({ ...context, graph: { ...context.graph, modules: modulesOfEntry } })).toEqual(
      [],
    )
  })

  it('says so where no table was found at all', async () => {
    const context = await contextOf({})
    const [problem] = foreignTable.idle({ ...context, graph: { ...context.graph, tables: [] } })
    expect(problem?.hint).toContain('No table was found at all.')
  })
})

describe('what foreign-table plants', () => {
  it.each([[undefined], [['write']], [['refer']], [['define']]])(
    'makes it fire for each pair of modules, with access %j',
    async access => {
      const options = access === undefined ? {} : { access }
      const files = { 'src/web/page.vue': '<script lang="ts">\nexport default 1\n</script>' }
      const tables = { ...modules, web: [] }
      const before = await contextOf({ files, tables, options })
      const plants = foreignTable.plants(before)
      expect(plants.map(({ label }) => label).sort()).toEqual([
        'billing → users',
        'orders → billing',
        'orders → users',
        'users → billing',
        'web → billing',
        'web → users',
      ])
      expect(plants.filter(({ expects }) => foreignTable.find(before).some(expects))).toEqual([])
      for (const plant of plants) {
        const found = foreignTable.find(
          await contextOf({ files: { ...files, ...plant.files }, tables, options }),
        )
        expect([plant.label, found.some(plant.expects)]).toEqual([plant.label, true])
      }
    },
  )
})
