import { describe, expect, it } from 'vitest'
import {
  type Explanation,
  explainDependency,
  explainFile,
  explainImport,
  explainModule,
  explainPath,
  renderExplanation,
} from '../../src/explanation/index.js'
import type { Module } from '../../src/graph/index.js'
import { shop } from './shop.js'

const module = (name: string): Module => shop.modules.get(name) as Module
const text = (explanation: Explanation) => renderExplanation(explanation, 'text')
const rules = [{ rule: 'private-import', severity: 'error', setBy: 'default', options: {} }] as const

describe('why one module depends on another', () => {
  it('is every import of it, by symbol, the most used first', () => {
    const explanation = explainDependency(shop, module('users'), module('billing'))
    expect(explanation).toMatchObject({
      imports: 2,
      declared: [{ module: 'billing', deprecated: 'moves to orders' }],
      path: null,
      back: 0,
    })
    expect(
      explanation.symbols.map(({ symbol, definedIn, sites }) => [symbol, definedIn, sites.length]),
    ).toEqual([
      ['pay', 'src/billing/invoice.ts', 2],
      ['refund', 'src/billing/invoice.ts', 1],
    ])
    expect(text(explanation)).toMatchInlineSnapshot(`
      "users depends on billing: 2 imports, declared, deprecated until 2027-03-01: moves to orders.

      pay  from src/billing/invoice.ts  (2)
        src/users/index.ts:4:10  value
        src/users/login.ts:7:1  value

      refund  from src/billing/invoice.ts  (1)
        src/users/login.ts:7:1  value
      "
    `)
  })

  it('is the way over others when nothing is imported directly', () => {
    const explanation = explainDependency(shop, module('orders'), module('ui'))
    expect(explanation.symbols).toEqual([])
    expect(explanation.path?.map(({ fromModule, toModule }) => [fromModule, toModule])).toEqual([
      ['orders', 'users'],
      ['users', 'billing'],
      ['billing', 'billing'],
      ['billing', 'ui'],
    ])
  })

  it('is nothing when no import leads there, and tells of an unused permission and of the other way round', () => {
    const explanation = explainDependency(shop, module('orders'), module('catalog'))
    expect(explanation.path).toBeNull()
    expect(text(explanation)).toBe(
      'orders does not depend on catalog, neither directly nor through others. The config allows it, but nothing uses it.\n',
    )
    expect(text(explainDependency(shop, module('billing'), module('users')))).toContain(
      'The other way round: users has 2 imports from billing.',
    )
  })
})

describe('the shortest path', () => {
  it('names each import on it', () => {
    const from = { name: 'main.ts', files: ['main.ts'] }
    const explanation = explainPath(shop, from, { name: 'billing', files: module('billing').files })
    expect(explanation.path?.map(({ from, site }) => [from, site.line])).toEqual([
      ['main.ts', 1],
      ['src/orders/index.ts', 3],
      ['src/users/index.ts', 4],
    ])
    expect(text(explanation)).toMatchInlineSnapshot(`
      "main.ts reaches billing in 3 imports:

        main.ts
            line 1: import './src/orders'
        → src/orders/index.ts  (orders)
            line 3: import 'src/users/index.ts'
        → src/users/index.ts  (users)
            line 4: import '@shop/billing'
        → src/billing/index.ts  (billing)
      "
    `)
  })

  it('does not lead over mocks', () => {
    const from = { name: 'catalog', files: module('catalog').files }
    expect(explainPath(shop, from, { name: 'users', files: module('users').files }).path).toBeNull()
  })

  it('of a thing to itself is empty', () => {
    const end = { name: 'main.ts', files: ['main.ts'] }
    expect(text(explainPath(shop, end, end))).toBe('main.ts and main.ts are the same.\n')
  })
})

describe('a module', () => {
  it('tells what it uses, allowed or not, who uses it and which rules judge it', () => {
    expect(text(explainModule(shop, module('users'), rules))).toMatchInlineSnapshot(`
      "Module users in src/users, 2 files

      Everybody may import
        src/users/index.ts

      Uses
        billing  2 imports

      Used by
        catalog  1 import
        orders   1 import

      Packages
        react  1 import

      Rules
        private-import  error, by default
      "
    `)
    expect(explainModule(shop, module('orders'), rules).uses).toEqual([
      { module: 'users', imports: 1, declared: true, open: false },
      { module: 'catalog', imports: 0, declared: true, open: false },
    ])
    expect(explainModule(shop, module('billing'), rules).uses).toEqual([
      { module: 'ui', imports: 1, declared: false, open: true },
    ])
    expect(text(explainModule(shop, module('billing'), rules))).toContain('ui  1 import, open to all')
    expect(text(explainModule(shop, module('ui'), rules))).toContain('open to  all')
    expect(text(explainDependency(shop, module('billing'), module('ui')))).toContain(
      'billing depends on ui: 1 import, not declared, but ui is open to all.',
    )
  })
})

describe('a file', () => {
  it('tells its standing, its imports and its importers', () => {
    expect(text(explainFile(shop, 'src/users/login.ts', rules))).toMatchInlineSnapshot(`
      "src/users/login.ts: module users, private

      Exports
        placeOrder

      Imports 2 times
        line 7: '@shop/billing'  src/billing/index.ts, value
        line 9: 'react'          react, value

      Imported 1 time
        src/users/index.ts:1  value

      Rules
        private-import  error, by default
      "
    `)
    expect(explainFile(shop, 'src/users/index.ts', rules)).toMatchObject({ module: 'users', public: true })
    expect(explainFile(shop, 'main.ts', rules).module).toBeNull()
  })
})

describe('an import', () => {
  const resolution = {
    from: 'src/users/login.ts',
    specifier: '@shop/billing',
    to: 'src/billing/index.ts',
    external: false,
  }

  it('tells step by step how it resolves, and where it is written', () => {
    const steps = ['The tsconfig has a path for it.', 'src/billing/index.ts exists.']
    expect(text(explainImport(shop, { ...resolution, steps }))).toMatchInlineSnapshot(`
      "'@shop/billing' in src/users/login.ts is src/billing/index.ts.

      How
        1. The tsconfig has a path for it.
        2. src/billing/index.ts exists.

      Modules
        users → billing

      Written at
        src/users/login.ts:7:1  import, value { pay, refund }, defined in src/billing/invoice.ts
      "
    `)
  })

  it('may be one that nobody wrote, and one that leads nowhere', () => {
    const nowhere = { ...resolution, specifier: './gone', to: null, steps: ['Nothing is there.'] }
    const explanation = explainImport(shop, nowhere)
    expect(explanation.sites).toEqual([])
    expect(text(explanation)).toContain("'./gone' in src/users/login.ts does not resolve.")
  })
})

it('every explanation is JSON with a version', () => {
  const explanation = explainModule(shop, module('users'), rules)
  expect(JSON.parse(renderExplanation(explanation, 'json'))).toEqual({ schemaVersion: 1, ...explanation })
})
