import { describe, expect, it } from 'vitest'
import { requiredDependency } from '../../../src/boundaries/rules/required-dependency.js'
import type { Dependency } from '../../../src/kernel/dependency.js'
import { edge, sketchContext, sketchGraph } from '../sketch.js'

const index = 'src/orders/index.ts'
const place = 'src/orders/place.controller.ts'
const cancel = 'src/orders/cancel.controller.ts'
const test = 'src/orders/place.test.ts'
const audit = 'src/audit/index.ts'
const log = 'src/audit/log.ts'

function context(require: readonly object[], edges: readonly Dependency[]) {
  const graph = sketchGraph({
    modules: { audit: { files: [audit, log] }, orders: { files: [cancel, index, place, test] } },
    edges,
    packages: [{ name: 'shop', folder: '', dependencies: ['pino'], entries: [] }],
  })
  return sketchContext(requiredDependency, graph, { options: { require } })
}
const find = (...given: Parameters<typeof context>) => requiredDependency.find(context(...given))
const places = (...given: Parameters<typeof context>) => find(...given).map(({ from }) => from.file)

describe('required-dependency', () => {
  it('holds every file that a glob matches to a module', () => {
    const violations = find(
      [{ from: '**/*.controller.ts', to: 'audit', reason: 'the law' }],
      [edge(place, audit)],
    )
    expect(violations).toMatchObject([
      {
        from: { module: 'orders', file: cancel, line: 1, column: 1, symbol: 'audit' },
        to: { module: 'audit', file: null },
        message: `${cancel} must depend on "audit" (the law), but does not.`,
      },
    ])
  })

  it('does not ask what is required to depend on itself', () => {
    expect(places([{ from: 'src/**/index.ts', to: 'src/audit/**' }], [])).toEqual([index])
  })

  it('holds a module: one of its files is enough, but not a test', () => {
    const require = [{ from: 'orders', to: 'audit' }]
    expect(find(require, [edge(cancel, log)])).toEqual([])
    expect(find(require, [edge(test, audit)])).toMatchObject([
      {
        from: { module: 'orders', file: index },
        message: 'Module "orders" must depend on "audit", but does not.',
      },
    ])
  })

  it('holds all modules of a glob but the required one itself', () => {
    expect(find([{ from: '*', to: 'audit' }], []).map(({ from }) => from.module)).toEqual(['orders'])
  })

  it.each([
    ['a file', 'src/audit/log.ts', edge(place, log)],
    ['a file behind a facade', 'src/audit/log.ts', edge(place, audit, { definedIn: log })],
    ['files', 'src/audit/**', edge(place, log)],
    ['a module by its prefix', 'module:audit', edge(place, audit)],
    ['a package by its prefix', 'npm:@shop/log', edge(place, '@shop/log', { external: true })],
    ['a package', 'pino', edge(place, 'pino', { external: true })],
    ['packages', '@shop/*', edge(place, '@shop/log', { external: true })],
    ['a builtin', 'node:crypto', edge(place, 'node:crypto', { external: true })],
  ])('knows %s as what is required', (_, to, satisfying) => {
    expect(find([{ from: place, to }], [satisfying])).toEqual([])
    expect(places([{ from: place, to }], [edge(place, index)])).toEqual([place])
  })

  it('takes a way over other files only where that is allowed', () => {
    const edges = [edge(place, index), edge(index, log), edge(cancel, place)]
    const require = { from: '**/*.controller.ts', to: 'audit' }
    expect(places([require], edges)).toEqual([cancel, place])
    expect(places([{ ...require, transitive: true }], edges)).toEqual([])
    expect(places([{ ...require, transitive: true }], [edge(index, log)])).toEqual([cancel, place])
  })

  it('survives a circle of imports on the way', () => {
    const edges = [edge(place, cancel), edge(cancel, place)]
    expect(places([{ from: place, to: 'audit', transitive: true }], edges)).toEqual([place])
  })

  it('looks only at the kinds that it is given', () => {
    expect(places([{ from: place, to: 'audit' }], [edge(place, audit, { kind: 'mock' })])).toEqual([place])
  })

  it('is idle for names that mean nothing, with the nearest one', () => {
    const problems = requiredDependency.idle(
      context(
        [
          { from: 'ordres', to: 'audti' },
          { from: 'orders', to: 'pino' },
        ],
        [],
      ),
    )
    expect(problems).toMatchObject([
      {
        code: 'rule-empty',
        message: expect.stringContaining('"ordres"'),
        hint: expect.stringContaining('"orders"'),
      },
      {
        code: 'rule-empty',
        message: expect.stringContaining('"audti"'),
        hint: expect.stringContaining('"audit"'),
      },
    ])
    expect(requiredDependency.idle(context([], []))).toMatchObject([{ code: 'rule-empty' }])
  })

  it('plants a file that matches and imports nothing', () => {
    const [plant] = requiredDependency.plants(context([{ from: '**/*.controller.ts', to: 'audit' }], []))
    expect(Object.keys(plant?.files ?? {})).toEqual(['src/orders/cancel-banyan-plant.controller.ts'])
  })

  it.each([
    ['src/*/index.ts', 'src/banyan-plant/index.ts'],
    ['src/orders/**/index.ts', 'src/orders/banyan-plant/index.ts'],
    ['src/orders/index.ts', 'src/orders/index-banyan-plant-0.ts'],
  ])('finds a place for a plant under %s', (from, path) => {
    const [plant] = requiredDependency.plants(context([{ from, to: 'audit' }], []))
    expect(Object.keys(plant?.files ?? {})).toEqual([path])
  })

  it('holds modules to a planted file', () => {
    const require = [{ from: 'orders', to: 'audit' }]
    const given = context(require, [])
    const rules = new Map([['required-dependency', { severity: 'error' as const, options: { require } }]])
    const [plant] = requiredDependency.plants(given)
    const planted = plant?.config?.({ ...given.config, rules }).rules.get('required-dependency')
    expect(planted?.options.require).toEqual([
      ...require,
      { from: 'orders', to: Object.keys(plant?.files ?? {})[0] },
    ])
  })
})
