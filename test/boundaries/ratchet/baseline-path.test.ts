import { describe, expect, it } from 'vitest'
import { baselinePathOf } from '../../../src/boundaries/ratchet/index.js'

const names = [
  'users',
  'Users',
  'USERS',
  'order-items',
  'order_items',
  'order.items',
  'order/items',
  'order-items.',
  '@shop/users',
  '@shop-users',
  'aux',
  'con',
  'nul',
  'com1',
  'Aux',
  '_unassigned',
  'unassigned',
  'größe',
  'grosse',
  '日本',
  '本日',
  '..',
  '../users',
  'a b',
  'a%2fb',
  'x'.repeat(300),
  `${'x'.repeat(300)}y`,
]

describe('baselinePathOf', () => {
  it('gives every module a file of its own, also where letters’ case does not count', () => {
    const paths = [null, ...names].map(name => baselinePathOf(name).toLowerCase())
    expect(new Set(paths).size).toBe(names.length + 1)
  })

  it.each(names)('can be stored on every system: %s', name => {
    const file = baselinePathOf(name).replace('.banyan/baseline/', '')
    expect(file).toMatch(/^[a-z0-9][a-z0-9_.-]{0,79}\.json$/)
    expect(file).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./)
    expect(file).not.toContain('..')
  })

  it('keeps plain names readable and has one file for what no module owns', () => {
    expect(baselinePathOf('order-items')).toBe('.banyan/baseline/order-items.json')
    expect(baselinePathOf('@shop/Users')).toMatch(/\/shop-users\.[0-9a-f]{10}\.json$/)
    expect(baselinePathOf(null)).toBe('.banyan/baseline/_unassigned.json')
  })
})
