import { describe, expect, it } from 'vitest'
import { privateImport } from '../../../src/boundaries/rules/private-import.js'
import type { Dependency } from '../../../src/kernel/dependency.js'
import type { RuleSetting } from '../../../src/kernel/config.js'
import { edge, type GraphSketch, sketchConfig, sketchContext, sketchGraph } from '../sketch.js'

const orders = 'src/orders/place.ts'
const index = 'src/billing/index.ts'
const charge = 'src/billing/charge.ts'
const admin = 'src/billing/admin.ts'

function shop(sketch: Partial<GraphSketch>) {
  return sketchGraph({
    modules: {
      backoffice: { files: ['src/backoffice/index.ts'] },
      billing: {
        files: [admin, charge, index],
        interfaces: [{ name: 'admin', files: new Set([admin]), visibleTo: ['back*'] }],
      },
      orders: { files: [orders, 'src/orders/place.test.ts'] },
    },
    ...sketch,
  })
}

function find(sketch: Partial<GraphSketch>, more = {}) {
  return privateImport.find(sketchContext(privateImport, shop(sketch), more))
}

describe('private-import', () => {
  it('lets others import public files, and a module its own', () => {
    expect(find({ edges: [edge(orders, index), edge(index, charge), edge(index, admin)] })).toEqual([])
  })

  it('lets a module import its own private files, whatever these hand on', () => {
    expect(find({ edges: [edge(index, charge, { definedIn: orders })] })).toEqual([])
  })

  it('reports an import past the public API', () => {
    const violations = find({ edges: [edge(orders, charge, { line: 4, column: 2, symbols: ['charge'] })] })
    expect(violations).toMatchObject([
      {
        rule: 'private-import',
        from: { module: 'orders', file: orders, line: 4, column: 2, symbol: 'charge' },
        to: { module: 'billing', file: charge },
        message: `Module "orders" reaches past the public API of "billing": ${orders} imports charge from ${charge}.`,
      },
    ])
  })

  it.each([
    ['named', edge(index, charge, { form: 'export-from', symbols: ['charge'] })],
    ['star', edge(index, charge, { form: 'export-all', symbols: ['*'] })],
  ])('names the public file that exports the symbol: %s', (_, reExport) => {
    const violations = find({
      edges: [edge(orders, charge, { symbols: ['charge'] }), reExport],
      exports: { [index]: ['charge'], [charge]: ['charge'] },
    })
    expect(violations[0]?.hint).toBe(`Import charge from ${index} instead.`)
  })

  it('finds a symbol through a chain of stars', () => {
    const violations = find({
      edges: [
        edge(orders, charge, { symbols: ['charge'] }),
        edge(index, admin, { form: 'export-all', symbols: [] }),
        edge(admin, charge, { form: 'export-all', symbols: [] }),
      ],
      exports: { [index]: [], [admin]: [], [charge]: ['charge'] },
    })
    expect(violations[0]?.hint).toBe(`Import charge from ${index} instead.`)
  })

  it('finds a symbol that the imported file itself only hands on', () => {
    const violations = find({
      edges: [
        edge(orders, admin, { definedIn: charge, symbols: ['charge'] }),
        edge(index, admin, { form: 'export-all', symbols: ['*'] }),
        edge(admin, charge, { form: 'export-all', symbols: ['*'] }),
      ],
      exports: { [index]: [], [admin]: [], [charge]: ['charge'] },
    })
    expect(violations[0]?.hint).toBe(`Import charge from ${index} instead.`)
  })

  it('does not send people to another thing of the same name, nor to a default through a star', () => {
    const namesake = find({
      edges: [edge(orders, charge, { symbols: ['charge'] })],
      exports: { [index]: ['charge'], [charge]: ['charge'] },
    })
    expect(namesake[0]?.hint).toContain(`Export it from ${index}`)
    const star = find({
      edges: [
        edge(orders, charge, { symbols: ['default'] }),
        edge(index, charge, { form: 'export-all', symbols: ['*'] }),
      ],
      exports: { [index]: [], [charge]: ['default'] },
    })
    expect(star[0]?.hint).toContain(`Export it from ${index}`)
  })

  it('survives stars in a circle', () => {
    const violations = find({
      edges: [
        edge(orders, charge, { symbols: ['gone'] }),
        edge(index, admin, { form: 'export-all', symbols: ['*'] }),
        edge(admin, index, { form: 'export-all', symbols: ['*'] }),
      ],
    })
    expect(violations[0]?.hint).toContain(`Export it from ${index}`)
  })

  it('opens an interface to those that it is visible to, and to nobody else', () => {
    const edges = [edge('src/backoffice/index.ts', admin), edge(orders, admin)]
    const violations = find({ edges })
    expect(violations).toHaveLength(1)
    expect(violations[0]?.message).toContain(
      'Module "orders" uses the interface "admin" of "billing", which is for others',
    )
    expect(violations[0]?.hint).toContain('visible to back*')
  })

  it('opens an interface without a list to everybody', () => {
    const modules = {
      billing: {
        files: [admin, index],
        interfaces: [{ name: 'admin', files: new Set([admin]), visibleTo: null }],
      },
      orders: { files: [orders] },
    }
    expect(
      find({
        modules,
        outside: ['scripts/seed.ts'],
        edges: [edge(orders, admin), edge('scripts/seed.ts', admin)],
      }),
    ).toEqual([])
  })

  describe('for code outside all modules', () => {
    const sketch = { outside: ['scripts/seed.ts'], edges: [edge('scripts/seed.ts', charge)] }
    const findUnder = (setting: RuleSetting) =>
      find(sketch, { config: sketchConfig(shop(sketch), { rules: new Map([['unassigned-file', setting]]) }) })

    it('waits until the code has a module, which another rule asks for', () => {
      expect(find(sketch)).toEqual([])
      expect(findUnder({ severity: 'error', options: {} })).toEqual([])
    })

    it('holds where that code may stay outside', () => {
      const told = [{ from: { module: null }, to: { module: 'billing' } }]
      expect(findUnder({ severity: 'off', options: {} })).toMatchObject(told)
      expect(findUnder({ severity: 'error', options: { ignore: ['scripts/**'] } })).toMatchObject(told)
      expect(findUnder({ severity: 'error', options: { ignore: ['*.ts'] } })).toEqual([])
    })
  })

  describe('of a module whose public API is not settled', () => {
    const offered = (names: readonly string[]) => ({ options: { offered: names } })
    const edges = [
      edge(orders, charge, { symbols: ['charge', 'refund'] }),
      edge(orders, charge, { line: 2, symbols: ['*'] }),
      edge(index, charge, { form: 'export-from', symbols: ['charge'] }),
    ]
    const exports = { [index]: ['charge'], [charge]: ['charge', 'refund'] }

    it('reports only what a public file offers too', () => {
      expect(find({ edges, exports }).map(({ from }) => from.symbol)).toEqual(['charge', 'refund', '*'])
      const found = find({ edges, exports }, offered(['bill*']))
      expect(found.map(({ from }) => from.symbol)).toEqual(['charge'])
    })

    it('reports a relative path out of the own package, whatever is offered', () => {
      const packages = ['', 'src/billing', 'src/orders'].map(folder => ({
        name: folder,
        folder,
        dependencies: [],
        entries: [],
      }))
      const byName = edge(orders, charge, { symbols: ['refund'], specifier: '@shop/billing/charge' })
      const byPath = edge(orders, charge, { symbols: ['refund'], specifier: '../billing/charge.js' })
      const symbolsIn = (edges: readonly Dependency[], more: object) =>
        find({ edges, exports, ...more }, offered(['billing'])).map(({ from }) => from.symbol)
      expect(symbolsIn([byName], { packages })).toEqual([])
      expect(symbolsIn([byPath], { packages })).toEqual(['refund'])
      expect(symbolsIn([byPath], {})).toEqual([])
    })

    it('takes the name of an entry that makes many modules', () => {
      const modules = {
        orders: { files: [orders] },
        billing: { files: [index, charge], declaredAt: ['modules', '{package}'] },
      }
      expect(
        find({ modules, edges, exports }, offered(['{package}'])).map(({ from }) => from.symbol),
      ).toEqual(['charge'])
    })

    it('still reports an interface that is for others', () => {
      expect(find({ edges: [edge(orders, admin)] }, offered(['billing']))).toHaveLength(1)
    })

    it('is idle for a name that no module bears', () => {
      const context = sketchContext(privateImport, shop({}), offered(['billing', 'biling']))
      expect(privateImport.idle(context)).toMatchObject([
        { code: 'rule-empty', hint: expect.stringContaining('Did you mean "billing"?') },
      ])
    })

    it('plants an import of something offered, and nothing where nothing is', () => {
      const context = sketchContext(privateImport, shop({ edges, exports }), offered(['*']))
      const plants = privateImport.plants(context)
      expect(plants.map(({ label }) => label)).toEqual(['backoffice → billing', 'orders → billing'])
      expect(Object.values(plants[0]?.files ?? {})).toEqual([
        'import { charge as planted0 } from "../billing/charge.ts"\n',
      ])
    })
  })

  it('counts a data or style file in the folder of another module', () => {
    const edges = [
      edge(orders, 'src/billing/rates.json', { symbols: ['default'] }),
      edge(orders, 'src/billing/logo.svg', { kind: 'asset', symbols: [] }),
    ]
    expect(find({ edges }).map(({ to }) => to.file)).toEqual(['src/billing/rates.json'])
    expect(find({ edges }, { kinds: new Set(['asset']) }).map(({ to }) => to.file)).toEqual([
      'src/billing/logo.svg',
    ])
  })

  it('takes a module nested in another for one of its own', () => {
    const modules = {
      billing: { files: [index, charge] },
      'billing/tax': { files: ['src/billing/tax/index.ts', 'src/billing/tax/rates.ts'] },
    }
    const edges = [edge(charge, 'src/billing/tax/rates.ts'), edge('src/billing/tax/index.ts', charge)]
    expect(find({ modules, edges }).map(({ from, to }) => [from.module, to.module])).toEqual([
      ['billing', 'billing/tax'],
      ['billing/tax', 'billing'],
    ])
  })

  it('judges public files alike behind transparent facades', () => {
    expect(find({ edges: [edge(orders, index, { definedIn: charge })] }, { facades: 'transparent' })).toEqual(
      [],
    )
  })

  it('leaves tests out when told to', () => {
    const edges = [edge('src/orders/place.test.ts', charge)]
    expect(find({ edges })).toHaveLength(1)
    expect(find({ edges }, { options: { tests: false } })).toEqual([])
  })

  it('plants an import of a file that the other module keeps to itself', () => {
    const plants = privateImport.plants(sketchContext(privateImport, shop({})))
    expect(plants.map(({ label }) => label)).toEqual([
      'backoffice → billing',
      'backoffice → orders',
      'billing → orders',
      'orders → billing',
    ])
    expect(Object.values(plants[0]?.files ?? {})[0]).toContain('"../billing/charge.ts"')
  })
})
