import { describe, expect, it } from 'vitest'
import type { RuleContext } from '../../../src/boundaries/rule.js'
import { fileCycle } from '../../../src/boundaries/rules/file-cycle.js'
import { contextOf, type EdgeSketch, tell } from './layered-shop.js'

function find(edges: readonly EdgeSketch[], more: Partial<RuleContext> = {}) {
  return fileCycle.find(contextOf(fileCycle, { edges }, more))
}

const knowing = (...told: readonly string[]): Partial<RuleContext> => ({
  known: ({ from }) => told.includes(`${from.file} ${from.symbol}`),
})

describe('file-cycle', () => {
  it.each<readonly [string, readonly EdgeSketch[]]>([
    [
      'files that import each other one way',
      ['orders/a > orders/b x', 'orders/b > orders/c y', 'orders/a > orders/c z'],
    ],
    [
      'a way back that only types take',
      ['orders/a > orders/b x', ['orders/b > orders/a X', { kind: 'type' }]],
    ],
    [
      'imports of packages and of files that are no source',
      ['orders/a > npm:zod z', ['orders/a > orders/b x', { to: null, definedIn: null }]],
    ],
  ])('keeps quiet about %s', (_what, edges) => {
    expect(find(edges)).toEqual([])
  })

  it('tells the import to cut once, however many symbols and sites it has, with every step of the way back', () => {
    const found = find([
      'orders/a > orders/b x',
      'orders/b > billing/c y z',
      'billing/c > orders/a w',
      'billing/d > billing/c y',
      'orders/a > orders/b v',
    ])
    expect(found).toHaveLength(1)
    const [violation] = found
    expect(violation).toMatchObject({
      rule: 'file-cycle',
      from: { module: 'orders', file: 'src/orders/b.ts', line: 2, symbol: 'src/billing/c.ts' },
      to: { module: 'billing', file: 'src/billing/c.ts' },
      message: 'src/orders/b.ts imports src/billing/c.ts, which leads back to it over src/orders/a.ts.',
      related: [
        { file: 'src/billing/c.ts', line: 3, column: 1, message: 'src/billing/c.ts imports src/orders/a.ts' },
        { file: 'src/orders/a.ts', line: 1, column: 1, message: 'src/orders/a.ts imports src/orders/b.ts' },
      ],
    })
  })

  it.each<readonly [string, readonly EdgeSketch[], string]>([
    ['two files', ['a > b x', 'b > a y'], 'src/b.ts and src/a.ts import each other.'],
    ['one file', ['a > a x'], 'src/a.ts imports itself.'],
    [
      'a tangle',
      ['a > b x', 'b > a y', 'b > c y', 'c > b y', 'a > c z', 'c > a z'],
      '(one cycle of many in a tangle of 3 files).',
    ],
    [
      'a long way',
      ['a > b x', 'b > c x', 'c > d x', 'd > e x', 'e > f x', 'f > g x', 'g > a x'],
      'which leads back to it over 5 other files.',
    ],
  ])('has words for a cycle of %s', (_what, edges, message) => {
    expect(find(edges)[0]?.message).toContain(message)
  })

  it('cuts where several cycles meet', () => {
    const found = find(['o/hub > o/a x', 'o/a > o/b x', 'o/a > o/c x', 'o/b > o/hub x', 'o/c > o/hub x'])
    expect(found.map(tell)).toEqual(['o/hub:1 o o/a'])
  })

  const ring = ['o/a > o/b x', 'o/b > o/c x', 'o/c > o/a x']

  it('cuts again where it was accepted before, and only what that leaves over', () => {
    const accepted = knowing('src/o/b.ts src/o/c.ts')
    expect(find(ring, accepted).map(tell)).toEqual(['o/b:2 o o/c'])
    expect(find([...ring, 'o/a > o/c x'], accepted).map(tell)).toHaveLength(2)
    expect(find(ring.slice(0, 2), accepted)).toEqual([])
  })

  it('leaves out imports that load later when told so', () => {
    const edges: EdgeSketch[] = ['o/a > o/b x', ['o/b > o/a', { form: 'dynamic-import' }]]
    expect(find(edges)).toHaveLength(1)
    expect(find(edges, { options: { dynamic: false } })).toEqual([])
  })

  it('looks inside of modules only when told so', () => {
    const edges: EdgeSketch[] = [
      'orders/a > billing/b x',
      'billing/b > orders/a y',
      'orders/c > orders/d x',
      'orders/d > orders/c x',
      'm > n x',
      'n > m x',
    ]
    expect(find(edges)).toHaveLength(3)
    expect(find(edges, { options: { within: 'module' } }).map(({ to }) => to.module)).toEqual(['orders'])
  })
})
