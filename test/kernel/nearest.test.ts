import { describe, expect, it } from 'vitest'
import { nearestName } from '../../src/kernel/nearest.js'

describe('nearestName', () => {
  it.each<[string, string[], string | null]>([
    ['file-cicle', ['module-cycle', 'file-cycle'], 'file-cycle'],
    ['moduels', ['modules', 'rules'], 'modules'],
    ['Billing', ['billing'], 'billing'],
    ['usres', ['orders', 'users'], 'users'],
    ['vlaue', ['type', 'value'], 'value'],
    ['cart', ['card', 'cars'], 'card'],
    ['a', ['b'], 'b'],
    ['x', ['abc'], null],
    ['shipping', ['billing', 'users'], null],
    ['users', [], null],
  ])('for %s among %j gives %s', (name, known, expected) => {
    expect(nearestName(name, known)).toBe(expected)
  })
})
