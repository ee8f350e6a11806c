import { describe, expect, it } from 'vitest'
import { deprecatedDependency } from '../../../src/boundaries/rules/deprecated-dependency.js'
import type { Dependency } from '../../../src/kernel/dependency.js'
import { edge, sketchContext, sketchGraph } from '../sketch.js'

const orders = 'src/orders/place.ts'
const legacy = 'src/legacy/index.ts'

function context(dependsOn: readonly object[], edges: readonly Dependency[], today = '2026-11-23') {
  const graph = sketchGraph({
    modules: { legacy: { files: [legacy] }, orders: { files: [orders], dependsOn } },
    edges,
  })
  return sketchContext(deprecatedDependency, graph, { today })
}

const find = (...given: Parameters<typeof context>) => deprecatedDependency.find(context(...given))
const entry = { module: 'legacy', deprecated: 'moves to billing' }

describe('deprecated-dependency', () => {
  it('lets an ordinary dependency be used', () => {
    expect(find([{ module: 'legacy' }], [edge(orders, legacy)])).toEqual([])
  })

  it('warns of each symbol that is used over a deprecated entry, with the reason and the entry', () => {
    const violations = find([entry], [edge(orders, legacy, { line: 3, symbols: ['a', 'b'] })])
    expect(violations).toMatchObject([
      { from: { module: 'orders', line: 3, symbol: 'a' }, to: { module: 'legacy' }, severity: 'warn' },
      { from: { symbol: 'b' }, severity: 'warn' },
    ])
    expect(violations[0]?.message).toBe(
      `Module "orders" uses "legacy", which is deprecated (moves to billing): ${orders} imports a from ${legacy}.`,
    )
    expect(violations[0]?.hint).toContain('(banyan.config.json:4)')
  })

  it.each([
    ['the day before', '2027-02-28', 'warn'],
    ['the last day', '2027-03-01', 'warn'],
    ['the day after', '2027-03-02', 'error'],
  ])('judges by the date: %s', (_, today, severity) => {
    const [violation] = find([{ ...entry, until: '2027-03-01' }], [edge(orders, legacy)], today)
    expect(violation?.severity).toBe(severity)
    expect(violation?.message).toContain('2027-03-01')
  })

  it('speaks only of the kinds that the entry covers, and not where another entry permits them', () => {
    const edges = [edge(orders, legacy, { kind: 'type' })]
    expect(find([{ ...entry, kinds: ['value'] }], edges)).toEqual([])
    expect(find([entry, { module: 'legacy', kinds: ['type'] }], edges)).toEqual([])
    expect(find([entry, { module: 'legacy', kinds: ['type'] }], [edge(orders, legacy)])).toHaveLength(1)
  })

  it('merges the sites of one symbol', () => {
    const [violation, ...others] = find([entry], [edge(orders, legacy), edge(orders, legacy, { line: 8 })])
    expect(others).toEqual([])
    expect(violation?.related).toMatchObject([{ line: 8 }])
  })

  it('plants one use of each deprecated entry', () => {
    expect(deprecatedDependency.plants(context([entry], [])).map(({ label }) => label)).toEqual([
      'orders → legacy',
    ])
    expect(deprecatedDependency.plants(context([{ module: 'legacy' }], []))).toEqual([])
  })
})
