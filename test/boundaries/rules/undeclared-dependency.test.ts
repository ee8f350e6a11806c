import { describe, expect, it } from 'vitest'
import { undeclaredDependency } from '../../../src/boundaries/rules/undeclared-dependency.js'
import { edge, type GraphSketch, sketchConfig, sketchContext, sketchGraph } from '../sketch.js'

const orders = 'src/orders/place.ts'
const billing = 'src/billing/index.ts'
const charge = 'src/billing/charge.ts'
const ledger = 'src/ledger/index.ts'

function find(sketch: Partial<GraphSketch> & Pick<GraphSketch, 'edges'>, more = {}) {
  const graph = sketchGraph({
    modules: {
      billing: { files: [charge, billing], dependsOn: ['ledger'] },
      ledger: { files: [ledger] },
      orders: { files: [orders, 'src/orders/place.test.ts'], dependsOn: [] },
    },
    ...sketch,
  })
  return undeclaredDependency.find(sketchContext(undeclaredDependency, graph, more))
}

const declaring = (...dependsOn: readonly (string | object)[]) => ({
  modules: {
    billing: { files: [charge, billing] },
    ledger: { files: [ledger] },
    orders: { files: [orders, 'src/orders/place.test.ts'], dependsOn },
  },
})

describe('undeclared-dependency', () => {
  it('lets a module import what it declares, and itself', () => {
    const edges = [edge(orders, billing), edge(orders, 'src/orders/place.test.ts')]
    expect(find({ ...declaring('billing'), edges })).toEqual([])
  })

  it('reports an import that the module does not declare, with both modules, the symbol and the file', () => {
    const [violation, ...others] = find({
      edges: [edge(orders, billing, { line: 3, column: 5, symbols: ['charge'] })],
    })
    expect(others).toEqual([])
    expect(violation).toMatchObject({
      rule: 'undeclared-dependency',
      from: { module: 'orders', file: orders, line: 3, column: 5, symbol: 'charge' },
      to: { module: 'billing', file: billing },
      kind: 'value',
      message: `Module "orders" does not declare "billing": ${orders} imports charge from ${billing}.`,
    })
    expect(violation?.hint).toContain('add "billing" to "dependsOn" of "orders" (banyan.config.json:3)')
  })

  it('tells the line to add for a module that is found by convention', () => {
    const modules = { ...declaring().modules, orders: { files: [orders], declaredAt: ['discover', 0] } }
    const [violation] = find({ modules, edges: [edge(orders, billing)] })
    expect(violation?.hint).toContain(
      'add {"orders":{"dependsOn":["billing"]}} to "modules" in banyan.config.json',
    )
  })

  it('names the package.json of a module that takes its dependencies from there', () => {
    const graph = sketchGraph({
      ...declaring(),
      edges: [edge(orders, billing)],
      packages: [{ name: '@shop/billing', folder: 'src/billing', dependencies: [], entries: [] }],
    })
    const config = sketchConfig(graph)
    const modules = config.modules.map(module => ({ ...module, dependsOn: 'package.json' as const }))
    const context = sketchContext(undeclaredDependency, graph, { config: { ...config, modules } })
    const [violation] = undeclaredDependency.find(context)
    expect(violation?.hint).toContain('add "@shop/billing" to the dependencies in src/orders/package.json')
  })

  it.each([
    ['a value where types are declared', 'value', ['type'], 1],
    ['a type where types are declared', 'type', ['type'], 0],
    ['a type where values are declared', 'type', ['value'], 1],
    ['both where both are declared', 'value', ['type', 'value'], 0],
  ] as const)('holds a permission to its kinds: %s', (_, kind, kinds, count) => {
    const edges = [edge(orders, billing, { kind })]
    expect(find({ ...declaring({ module: 'billing', kinds }), edges })).toHaveLength(count)
  })

  it('adds up the kinds of several entries', () => {
    const both = declaring({ module: 'billing', kinds: ['type'] }, { module: 'billing', kinds: ['value'] })
    expect(
      find({ ...both, edges: [edge(orders, billing), edge(orders, billing, { kind: 'type' })] }),
    ).toEqual([])
  })

  it('suggests a type import where types are allowed', () => {
    const [violation] = find({
      ...declaring({ module: 'billing', kinds: ['type'] }),
      edges: [edge(orders, billing)],
    })
    expect(violation?.message).toContain('may use "billing" for type only')
    expect(violation?.hint).toContain('`import type`')
  })

  it('reports one violation per symbol', () => {
    const violations = find({ edges: [edge(orders, billing, { symbols: ['charge', 'refund'] })] })
    expect(violations.map(({ from }) => from.symbol)).toEqual(['charge', 'refund'])
  })

  it('keeps the first site of a symbol and relates the others, whatever file of the module they name', () => {
    const violations = find({
      edges: [
        edge(orders, billing, { line: 2 }),
        edge(orders, charge, { line: 7 }),
        edge(orders, billing, { line: 9 }),
      ],
    })
    expect(violations).toHaveLength(1)
    expect(violations[0]).toMatchObject({
      from: { line: 2 },
      related: [{ file: orders, line: 7 }, { line: 9 }],
    })
  })

  it('has no symbol for an import that names none', () => {
    const [violation] = find({ edges: [edge(orders, billing, { symbols: [], form: 'side-effect' })] })
    expect(violation).toMatchObject({ from: { symbol: null } })
    expect(violation?.message).toContain(`${orders} imports ${billing}`)
  })

  it('looks at mocks and assets only when asked', () => {
    const edges = [
      edge(orders, billing, { kind: 'mock' }),
      edge(orders, 'src/billing/logo.svg', { kind: 'asset', symbols: [] }),
    ]
    expect(find({ edges })).toEqual([])
    expect(find({ edges }, { kinds: new Set(['mock', 'asset']) })).toHaveLength(2)
  })

  it('judges test files unless told otherwise', () => {
    const edges = [edge('src/orders/place.test.ts', billing)]
    expect(find({ edges })).toHaveLength(1)
    expect(find({ edges }, { options: { tests: false } })).toEqual([])
  })

  it('does not look behind an opaque facade, and does behind a transparent one', () => {
    const edges = [edge(orders, billing, { definedIn: ledger, symbols: ['post'] })]
    expect(find({ ...declaring('billing'), edges })).toEqual([])
    expect(find({ ...declaring('billing'), edges }, { facades: 'transparent' })).toMatchObject([
      { from: { symbol: 'post' }, to: { module: 'ledger', file: ledger } },
    ])
  })

  it('reports both the facade and the module behind it when neither is declared', () => {
    const violations = find(
      { edges: [edge(orders, billing, { definedIn: ledger })] },
      { facades: 'transparent' },
    )
    expect(violations.map(({ to }) => to.module)).toEqual(['billing', 'ledger'])
  })

  it("leaves a module's own facade to the import that it makes", () => {
    const edges = [edge(orders, 'src/orders/place.test.ts', { definedIn: ledger })]
    expect(find({ edges }, { facades: 'transparent' })).toEqual([])
  })

  it('lets a module take back over a facade what it defines itself', () => {
    const edges = [edge(orders, billing, { definedIn: 'src/orders/place.test.ts' })]
    expect(find({ ...declaring('billing'), edges }, { facades: 'transparent' })).toEqual([])
  })

  it('looks past unresolved imports, packages and files of no module', () => {
    const edges = [
      edge(orders, 'lodash', { external: true }),
      { ...edge(orders, billing), to: null },
      edge('scripts/seed.ts', billing),
      edge(orders, 'scripts/seed.ts'),
    ]
    expect(find({ outside: ['scripts/seed.ts'], edges })).toEqual([])
  })

  it('plants an import for each pair that is not permitted, one file a module', () => {
    const graph = sketchGraph(declaring('billing'))
    const plants = undeclaredDependency.plants(sketchContext(undeclaredDependency, graph))
    expect(plants.map(({ label }) => label).sort()).toEqual([
      'billing → ledger',
      'billing → orders',
      'ledger → billing',
      'ledger → orders',
      'orders → ledger',
    ])
    expect(new Set(plants.flatMap(({ files }) => Object.keys(files))).size).toBe(3)
    const planted = plants.find(({ label }) => label === 'orders → ledger')
    expect(Object.entries(planted?.files ?? {})).toEqual([
      ['src/orders/place-banyan-plant.ts', `import * as planted0 from "../ledger/index.ts"\n`],
    ])
  })

  it('plants a value where only types are permitted', () => {
    const graph = sketchGraph(declaring({ module: 'billing', kinds: ['type'] }))
    const plants = undeclaredDependency.plants(sketchContext(undeclaredDependency, graph))
    expect(plants.map(({ label }) => label)).toContain('orders → billing')
  })
})

describe('a module that is open to all', () => {
  const open = (more: object = {}, dependsOn: readonly object[] = []) => ({
    modules: {
      billing: { files: [charge, billing], openTo: 'all' as const, ...more },
      orders: { files: [orders], dependsOn, layer: 'domain' },
    },
    layers: ['app', 'domain', 'platform'],
    edges: [edge(orders, billing)],
  })

  it('may be used by every module of its own or an outer layer, and by all where there are no layers', () => {
    expect(find(open())).toEqual([])
    expect(find(open({ layer: 'domain' }))).toEqual([])
    expect(find(open({ layer: 'platform' }))).toEqual([])
  })

  it('is to be declared by a module of an inner layer', () => {
    expect(find(open({ layer: 'app' }))).toHaveLength(1)
    expect(find(open({ layer: 'app' }, [{ module: 'billing' }]))).toEqual([])
  })

  it('is held to what a module says about it all the same', () => {
    const [violation] = find(open({}, [{ module: 'billing', kinds: ['type'] }]))
    expect(violation?.message).toContain('Module "orders" may use "billing" for type only')
  })

  it('is no place to plant into', () => {
    const plantsOf = (sketch: ReturnType<typeof open>) =>
      undeclaredDependency
        .plants(sketchContext(undeclaredDependency, sketchGraph(sketch)))
        .map(({ label }) => label)
    expect(plantsOf(open())).toEqual(['billing → orders'])
    expect(plantsOf(open({ layer: 'app' }))).toEqual(['billing → orders', 'orders → billing'])
  })
})
