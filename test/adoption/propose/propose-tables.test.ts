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
const folderOf = (file: string) => file.split('/')[0] ?? null

describe('tables', () => {
  it('belong to the one module that defines them, once two modules define some', () => {
    const owned = proposeTables(
      [
        use('users/a.ts', 'users'),
        use('orders/a.ts', 'orders'),
        use('orders/b.ts', 'items'),
        use('billing/a.ts', 'users', 'read'),
      ],
      folderOf,
    )
    expect(Object.fromEntries(owned)).toEqual({ orders: ['items', 'orders'], users: ['users'] })
  })

  it('belong to nobody where one module holds the schema or two define the same table', () => {
    expect(
      proposeTables([use('database/a.ts', 'users'), use('database/a.ts', 'orders')], folderOf).size,
    ).toBe(0)
    expect(proposeTables([use('users/a.ts', 'users'), use('orders/a.ts', 'users')], folderOf).size).toBe(0)
  })
})
