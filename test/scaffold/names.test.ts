import { describe, expect, it } from 'vitest'
import { checkModuleName } from '../../src/scaffold/names/check-module-name.js'
import { checkProductName } from '../../src/scaffold/names/check-product-name.js'

describe('a product', () => {
  it.each(['shop', 'seed-library', 'a', 'b2b', 'x'.repeat(30)])('may be called %s', name => {
    expect(checkProductName(name)).toBeNull()
  })

  it.each([
    ['', /empty/],
    ['../x', /path/],
    ['a/b', /path/],
    ['a\\b', /path/],
    ['..', /path/],
    ['Shop', /capital/],
    ['2shop', /begin with a letter/],
    ['-shop', /begin with a letter/],
    ['sh op', /letters, digits and hyphens/],
    ['shop_1', /letters, digits and hyphens/],
    ['shop-', /hyphen too many/],
    ['sh--op', /hyphen too many/],
    ['sh\u043Ep', /"о" \(U\+043E\), which looks like "o"/],
    ['sh\u200Bop', /invisible character \(U\+200B\)/],
    ['shöp', /U\+00F6/],
    ['ｓhop', /looks like "s"/],
    ['node_modules', /letters, digits and hyphens/],
    ['http', /no name for a package/],
    ['con', /device/],
    ['x'.repeat(31), /longer than 30/],
  ])('may not be called %j', (name, why) => {
    expect(checkProductName(name)).toMatch(why)
  })
})

describe('a module', () => {
  it.each(['orders', 'order-lines', 'billing', 'v2x'])('may be called %s', name => {
    expect(checkModuleName(name)).toBeNull()
  })

  it.each([
    ['users', /every product has/],
    ['gateway', /every product has/],
    ['class', /word of the language/],
    ['public', /word of the language|schema/],
    ['information-schema', /schema of PostgreSQL/],
    ['pg-stuff', /schema of PostgreSQL/],
    ['aux', /device/],
    ['Orders', /small letter/],
    ['order_lines', /small letters, digits and hyphens/],
    ['part-2', /digit after a hyphen/],
    ['../orders', /path/],
    ['оrders', /looks like "o"/],
  ])('may not be called %j', (name, why) => {
    expect(checkModuleName(name)).toMatch(why)
  })
})
