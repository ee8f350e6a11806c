import { describe, expect, it } from 'vitest'
import { proposeAliases } from '../../../src/adoption/propose/propose-aliases.js'
import { sketch, unresolved } from '../sketch.js'

const files = [
  'web/src/cart/cart.ts',
  'web/src/cart/index.ts',
  'web/src/till.vue',
  'web/src/icon.svg',
  'web/main.ts',
]

function aliases(specifiers: readonly string[], more: readonly string[] = []) {
  const { tree, facts } = sketch([...files, ...more], {
    problems: specifiers.map(specifier => unresolved('web/main.ts', specifier)),
  })
  return proposeAliases(tree, facts)
}

describe('aliases', () => {
  it('are found by the one folder that makes the imports resolve', () => {
    expect(aliases(['@/cart', '@/cart/cart.js', '@/till.vue', '@/icon.svg?raw'])).toEqual([
      { prefix: '@/', folder: 'web/src/', imports: 4 },
    ])
  })

  it('may stand for the root', () => {
    expect(aliases(['~~/web/main', '~~/web/src/till.vue', '~~/web/main'])).toEqual([
      { prefix: '~~/', folder: '', imports: 3 },
    ])
  })

  it('bear with a few imports that lead nowhere', () => {
    const good = Array.from({ length: 9 }, (_, at) => (at % 2 === 0 ? '~/cart' : '~/till.vue'))
    expect(aliases([...good, '~/gone'])).toHaveLength(1)
    expect(aliases(['~/cart', '~/cart', '~/gone'])).toEqual([])
  })

  it('are not guessed from two imports, nor between two folders that both fit', () => {
    expect(aliases(['@/cart', '@/till.vue'])).toEqual([])
    expect(aliases(['@/cart', '@/cart', '@/cart'], ['admin/src/cart/index.ts'])).toEqual([])
  })

  it('are not made of scopes of packages that are not there', () => {
    expect(aliases(['@acme/cart', '@acme/money', '@acme/time'])).toEqual([])
  })
})
