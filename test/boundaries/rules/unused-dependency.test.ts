import { describe, expect, it } from 'vitest'
import { unusedDependency } from '../../../src/boundaries/rules/unused-dependency.js'
import { edge, type GraphSketch, sketchConfig, sketchContext, sketchGraph } from '../sketch.js'

const orders = 'src/orders/place.ts'
const billing = 'src/billing/index.ts'
const ledger = 'src/ledger/index.ts'

const modules: GraphSketch['modules'] = {
  billing: { files: [billing] },
  ledger: { files: [ledger] },
  orders: { files: [orders], dependsOn: ['billing'] },
}

function context(sketch: Partial<GraphSketch>, more = {}) {
  return sketchContext(unusedDependency, sketchGraph({ modules, ...sketch }), more)
}
const find = (...given: Parameters<typeof context>) => unusedDependency.find(context(...given))

describe('unused-dependency', () => {
  it.each(['value', 'type', 'asset', 'mock'] as const)('takes an import of kind %s for a use', kind => {
    expect(find({ edges: [edge(orders, billing, { kind })] })).toEqual([])
  })

  it('reports a declared module that nothing uses, at its entry in the config', () => {
    expect(find({ edges: [edge(billing, orders), edge(orders, ledger)] })).toMatchObject([
      {
        from: { module: 'orders', file: 'banyan.config.json', line: 4, column: 1 },
        to: { module: 'billing', file: null },
        message: 'Module "orders" may depend on "billing", but nothing in it does.',
        hint: 'Delete "billing" from "dependsOn" of "orders".',
      },
    ])
  })

  it('tells findings of two modules about one target apart', () => {
    const both = { ...modules, ledger: { files: [ledger], dependsOn: ['billing'] } }
    const symbols = find({ modules: both }).map(({ from }) => from.symbol)
    expect(new Set(symbols).size).toBe(2)
  })

  it('leaves names that no module bears to the check of the config', () => {
    expect(find({ modules: { orders: { files: [orders], dependsOn: ['biling'] } } })).toEqual([])
  })

  it('does not judge what comes from package.json', () => {
    const graph = sketchGraph({ modules })
    const config = sketchConfig(graph)
    const packaged = config.modules.map(module => ({ ...module, dependsOn: 'package.json' as const }))
    expect(find({}, { config: { ...config, modules: packaged } })).toEqual([])
  })

  it('judges a pattern of modules as a whole: one of them is enough', () => {
    const declaredAt = ['modules', '{name}']
    const pattern = {
      billing: { files: [billing] },
      ledger: { files: [ledger], dependsOn: ['billing'], declaredAt },
      orders: { files: [orders], dependsOn: ['billing'], declaredAt },
    }
    expect(find({ modules: pattern, edges: [edge(orders, billing)] })).toEqual([])
    expect(find({ modules: pattern })).toMatchObject([
      {
        from: { module: null, symbol: '{name}' },
        message: expect.stringContaining('Every module of "{name}"'),
      },
    ])
  })

  it('takes what is used through a facade for used only where some rule looks through facades', () => {
    const declaring = { ...modules, orders: { files: [orders], dependsOn: ['billing', 'ledger'] } }
    const sketch = { modules: declaring, edges: [edge(orders, billing, { definedIn: ledger })] }
    expect(find(sketch).map(({ to }) => to.module)).toEqual(['ledger'])
    expect(find(sketch, { facades: 'transparent' })).toEqual([])
    const rules = new Map([
      ['undeclared-dependency', { severity: 'error' as const, options: { facades: 'transparent' } }],
    ])
    expect(find(sketch, { config: sketchConfig(sketchGraph(sketch), { rules }) })).toEqual([])
  })

  it('plants a permission that a module does not use', () => {
    const given = context({ edges: [edge(orders, billing)] })
    const plant = unusedDependency.plants(given).find(({ label }) => label === 'orders → ledger')
    const planted = plant?.config?.(given.config).modules.find(({ name }) => name === 'orders')
    expect(planted?.dependsOn).toMatchObject([{ module: 'billing' }, { module: 'ledger' }])
  })
})
