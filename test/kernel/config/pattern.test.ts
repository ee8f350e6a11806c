import { describe, expect, it } from 'vitest'
import { findPatternFault, parsePattern } from '../../../src/kernel/config/pattern.js'

describe('parsePattern', () => {
  it.each<[string, string, Record<string, string> | null]>([
    ['src/modules/{module}', 'src/modules/users', { module: 'users' }],
    ['src/modules/{module}', 'src/modules/users/domain', null],
    ['src/modules/{module}', 'src/modules/.cache', null],
    ['./src//{module}/', 'src/users', { module: 'users' }],
    ['packages/{area}/src/{module}', 'packages/shop/src/cart', { area: 'shop', module: 'cart' }],
    ['packages/shop-{module}', 'packages/shop-cart', { module: 'cart' }],
    ['packages/*-{module}', 'packages/shop-cart', { module: 'cart' }],
    ['{apps,libs}/{module}', 'libs/cart', { module: 'cart' }],
    ['{apps,libs}/{module}', 'tools/cart', null],
    ['v{1..3}/{module}', 'v2/cart', { module: 'cart' }],
    ['**/{module}.module.ts', 'src/users/users.module.ts', { module: 'users' }],
    ['**/{module}.module.ts', 'users.module.ts', { module: 'users' }],
    ['{module}/{module}.module.ts', 'users/users.module.ts', { module: 'users' }],
    ['{module}/{module}.module.ts', 'users/orders.module.ts', null],
    ['app/(shop)/{module}', 'app/(shop)/cart', { module: 'cart' }],
    ['app/[locale]/{module}', 'app/[locale]/cart', { module: 'cart' }],
    ['{module}', 'cart', { module: 'cart' }],
    ['{module}', 'shop/cart', null],
    ['{module}.ts', 'cart.ts', { module: 'cart' }],
    ['{top-level}/x', 'shop/x', { 'top-level': 'shop' }],
    ['src/users', 'src/users', {}],
    ['src/[id]', 'src/[id]', {}],
    ['src/users', 'src/users/x', null],
    ['.', '', {}],
  ])('%s matches %s as %j', (pattern, path, bound) => {
    expect(parsePattern(pattern).match(path)).toEqual(bound)
  })

  it('names its placeholders once and the glob that finds candidates', () => {
    const pattern = parsePattern('{area}/{module}/{module}.module.ts')
    expect(pattern.placeholders).toEqual(['area', 'module'])
    expect(pattern.glob).toBe('*/*/*.module.ts')
  })
})

describe('findPatternFault', () => {
  it.each([
    ['src/{}', 'empty placeholder'],
    ['src/{my module}', '"{my module}"'],
    ['src/{1}', '"{1}"'],
    ['src/{module', '"{" without "}"'],
    ['src/module}', '"}" without "{"'],
    ['{a,{module}}/x', 'inside of alternatives'],
    ['src/{a}{b}', 'side by side'],
  ])('finds what is wrong with %s', (pattern, fault) => {
    expect(findPatternFault(pattern)).toContain(fault)
  })

  it.each(['src/{module}', '{a,b}/c', 'v{1..3}', 'src/{a}-{b}'])('has nothing against %s', pattern => {
    expect(findPatternFault(pattern)).toBeNull()
  })
})
