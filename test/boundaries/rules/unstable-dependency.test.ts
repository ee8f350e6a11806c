import { describe, expect, it } from 'vitest'
import type { RuleContext } from '../../../src/boundaries/rule.js'
import { unstableDependency } from '../../../src/boundaries/rules/unstable-dependency.js'
import { deriveCouplings, deriveModuleDependencies } from '../../../src/graph/index.js'
import { contextOf, drawShop, type EdgeSketch, tell } from './layered-shop.js'

function find(edges: readonly EdgeSketch[], more: Partial<RuleContext> = {}) {
  return unstableDependency.find(contextOf(unstableDependency, { edges }, more))
}

/** log: Ca 3, Ce 1 → 0.25; orders: Ca 1, Ce 2 → 0.67. */
const edges: readonly EdgeSketch[] = [
  'web/a > log/index info',
  'orders/a > log/index info',
  'orders/b > log/index warn',
  'log/index > orders/c place cancel',
]

describe('unstable-dependency', () => {
  it('measures files in the place of classes', () => {
    const { graph } = drawShop({ edges: [...edges, 'orders/a > log/other x', 'tools/x > tools/y z'] })
    const couplings = deriveCouplings(graph, deriveModuleDependencies(graph))
    expect(couplings.get('log')).toEqual({ ca: 3, ce: 1, instability: 0.25 })
    expect(couplings.get('orders')).toEqual({ ca: 1, ce: 2, instability: 2 / 3 })
    expect(couplings.get('tools')).toEqual({ ca: 0, ce: 0, instability: 0 })
  })

  it('lets modules use more stable ones', () => {
    expect(find(edges.slice(0, 3))).toEqual([])
  })

  it('tells each symbol of a module that is less stable, with the measures', () => {
    const found = find(edges)
    expect(found.map(tell)).toEqual(['log/index:4 orders cancel', 'log/index:4 orders place'])
    expect(found[0]?.message).toBe(
      'Module "log" (instability 0.25, Ca 3, Ce 1) uses "orders", which is less stable (0.67, Ca 1, Ce 2): src/log/index.ts imports cancel from src/orders/c.ts.',
    )
  })

  it.each([
    [0.41, 2],
    [5 / 12, 0],
    [0.42, 0],
    [0, 2],
  ])('tolerates a difference of up to %d', (tolerance, count) => {
    expect(find(edges, { options: { tolerance } })).toHaveLength(count)
  })

  it('tolerates 0.4 after 0.3 by default, whatever floating point makes of the difference', () => {
    const users = ['web/a', 'web/b', 'web/c', 'web/d', 'web/e', 'orders/a', 'orders/b'].map(
      file => `${file} > log/index info`,
    )
    const used = ['log/x', 'log/y', 'log/z'].map(file => `${file} > orders/c place`)
    expect(0.4 - 0.3).toBeGreaterThan(0.1)
    expect(find([...users, ...used])).toEqual([])
    expect(find([...users, ...used, 'orders/d > log/index info'])).toHaveLength(3)
  })

  it('leaves tests out unless told otherwise', () => {
    const tests: readonly EdgeSketch[] = [...edges.slice(0, 3), 'log/index.test > orders/c place']
    expect(find(tests)).toEqual([])
    expect(find(tests, { options: { tests: true } }).map(tell)).toEqual(['log/index.test:4 orders place'])
  })
})
