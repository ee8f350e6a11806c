import { describe, expect, it } from 'vitest'
import { proposeTables } from '../../../src/adoption/propose/propose-tables.js'
import type { TableUse } from '../../../src/facts/index.js'

const use = (file: string, table: string, access: TableUse['access'] = 'define'): TableUse => ({
  file,
  table,
  entity: table,
  by: 'prisma',
  access,
  line: 1,
  column: 1,
})

function owned(...tables: TableUse[]) {
  const files = [...new Set(tables.map(({ file }) => file))].map(path => {
    return { path, test: path.includes('.test.'), generated: false, exports: [] }
  })
  const found = proposeTables({ tables, files, moduleOf: file => file.split('/')[0] ?? null })
  return Object.fromEntries(found)
}

const clean = [use('users/a.ts', 'users'), use('orders/a.ts', 'orders'), use('orders/b.ts', 'items')]
const own = Array.from({ length: 19 }, (_, at) => use(`orders/${at}.ts`, 'orders', 'read'))

describe('tables', () => {
  it('belong to the one module that defines them, once two modules define some', () => {
    expect(owned(...clean)).toEqual({ orders: ['items', 'orders'], users: ['users'] })
  })

  it('still do when one use in twenty is foreign, but not when it is one in ten', () => {
    expect(owned(...clean, ...own, use('billing/a.ts', 'orders', 'read'))).toHaveProperty('orders')
    expect(owned(...clean, ...own.slice(0, 9), use('billing/a.ts', 'orders', 'read'))).toEqual({})
  })

  it('are not judged by tests', () => {
    expect(
      owned(...clean, use('billing/a.test.ts', 'orders', 'read'), use('billing/b.test.ts', 'users')),
    ).toHaveProperty('users')
  })

  it.each([
    ['one module holds the schema', [use('database/a.ts', 'users'), use('database/a.ts', 'orders')]],
    ['two modules define the same table', [use('users/a.ts', 'public.Users'), use('orders/a.ts', 'users')]],
  ])('belong to nobody when %s', (_, tables) => {
    expect(owned(...tables)).toEqual({})
  })
})
