import { describe, expect, it } from 'vitest'
import type { RuleContext } from '../../../src/boundaries/rule.js'
import { moduleCycle } from '../../../src/boundaries/rules/module-cycle.js'
import { type EdgeSketch, contextOf, tell } from './layered-shop.js'

function find(edges: readonly EdgeSketch[], more: Partial<RuleContext> = {}) {
  return moduleCycle.find(contextOf(moduleCycle, { edges }, more))
}

const knowing = (...told: readonly string[]): Partial<RuleContext> => ({
  known: violation => told.includes(tell(violation).replace(/:\d+/, '')),
})

describe('module-cycle', () => {
  it.each<readonly [string, readonly EdgeSketch[]]>([
    [
      'modules that use each other one way',
      ['orders/a > billing/b charge', 'billing/b > log/c info', 'orders/a > log/c info'],
    ],
    ['a cycle of files inside one module', ['orders/a > orders/b x', 'orders/b > orders/a y']],
    [
      'a way back that only types take',
      ['orders/a > billing/b charge', ['billing/b > orders/a Order', { kind: 'type' }]],
    ],
    ['a way back that only a test takes', ['orders/a > billing/b charge', 'billing/b.test > orders/a place']],
    [
      'a way back over a file of no module',
      ['orders/a > billing/b charge', 'billing/b > main start', 'main > orders/a place'],
    ],
  ])('keeps quiet about %s', (_what, edges) => {
    expect(find(edges).map(tell)).toEqual([])
  })

  it('tells every import of the direction with fewer imports, and the way round', () => {
    const found = find([
      'orders/a > billing/b charge',
      'orders/c > billing/b refund',
      'orders/d > billing/b charge',
      'billing/x > users/u find',
      'users/u > orders/a place cancel',
      'billing/y > users/u find',
    ])
    expect(found.map(tell)).toEqual(['users/u:5 orders cancel', 'users/u:5 orders place'])
    expect(found[0]?.message).toBe(
      'Modules form a cycle, "users" → "orders" → "billing" → "users": src/users/u.ts imports cancel from src/orders/a.ts.',
    )
    expect(found[0]?.related).toEqual([
      {
        file: 'src/orders/a.ts',
        line: 1,
        column: 1,
        message:
          '"orders" uses "billing": src/orders/a.ts imports charge from src/billing/b.ts (1 of 3 imports)',
      },
      {
        file: 'src/billing/x.ts',
        line: 4,
        column: 1,
        message: '"billing" uses "users": src/billing/x.ts imports find from src/users/u.ts (1 of 2 imports)',
      },
    ])
  })

  const bothWays = [
    'orders/a > billing/b charge',
    'orders/c > billing/b refund',
    'billing/b > orders/a place',
  ]

  it('parts again where it was accepted before, however many imports that takes', () => {
    expect(find(bothWays).map(tell)).toEqual(['billing/b:3 orders place'])
    const accepted = knowing('orders/a billing charge', 'orders/c billing refund')
    expect(find(bothWays, accepted).map(tell)).toEqual([
      'orders/a:1 billing charge',
      'orders/c:2 billing refund',
    ])
  })

  it('tells a further import in an accepted direction, and leaves the other direction alone', () => {
    expect(
      find(
        [...bothWays, 'orders/d > billing/b void'],
        knowing('orders/a billing charge', 'orders/c billing refund'),
      ).map(tell),
    ).toEqual(['orders/a:1 billing charge', 'orders/c:2 billing refund', 'orders/d:4 billing void'])
  })

  it('tells an accepted import no more once its cycle is gone', () => {
    expect(find(bothWays.slice(0, 2), knowing('orders/a billing charge', 'orders/c billing refund'))).toEqual(
      [],
    )
  })

  it('cuts besides what is accepted only what still has to be', () => {
    const edges = [
      ...bothWays,
      'billing/b > users/u find',
      'users/u > billing/b pay',
      'users/v > billing/b pay',
    ]
    expect(find(edges, knowing('orders/a billing charge', 'orders/c billing refund')).map(tell)).toEqual([
      'billing/b:4 users find',
      'orders/a:1 billing charge',
      'orders/c:2 billing refund',
    ])
  })

  it('counts types and tests on demand', () => {
    const types: EdgeSketch[] = [
      'orders/c > billing/b refund',
      'orders/a > billing/b charge',
      ['billing/b > orders/a Order', { kind: 'type' }],
    ]
    expect(find(types, { kinds: new Set(['value', 'type']) }).map(tell)).toEqual(['billing/b:3 orders Order'])
    const tests = ['orders/a > billing/b charge', 'orders/c > billing/b x', 'billing/b.test > orders/a place']
    expect(find(tests, { options: { tests: true } }).map(tell)).toEqual(['billing/b.test:3 orders place'])
  })

  it('sees through a facade only when that is transparent', () => {
    const edges: EdgeSketch[] = [
      'billing/b > orders/a place',
      'billing/c > orders/a x',
      ['orders/a > kit/index charge', { definedIn: 'src/billing/b.ts' }],
    ]
    expect(find(edges)).toEqual([])
    expect(find(edges, { facades: 'transparent' })).toMatchObject([
      { from: { file: 'src/orders/a.ts' }, to: { module: 'billing', file: 'src/billing/b.ts' } },
    ])
  })

  it('says so when the cycle shown is one of a larger tangle', () => {
    const found = find(['a/f > b/f x', 'b/f > a/f x', 'b/f > c/f x', 'c/f > a/f x'])
    expect(found.length).toBeGreaterThan(0)
    expect(found[0]?.message).toContain('(one cycle of many in a tangle of 3 modules)')
  })
})
