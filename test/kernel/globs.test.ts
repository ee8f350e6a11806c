import { describe, expect, it } from 'vitest'
import { compileGlobs } from '../../src/kernel/globs.js'

describe('compileGlobs', () => {
  it.each<[string[], string, boolean]>([
    [['src/shop'], 'src/shop', true],
    [['src/shop'], 'src/shop/cart/total.ts', true],
    [['src/shop'], 'src/shopping/list.ts', false],
    [['./src//shop/'], 'src/shop/cart.ts', true],
    [['packages/*/dist/'], 'packages/billing/dist/a/b.js', true],
    [['packages/*/dist'], 'packages/billing/dist/a/b.js', false],
    [['.'], 'src/a.ts', true],
    [['**/*.ts'], 'main.ts', true],
    [['**/*.ts'], '.github/scripts/.release.ts', true],
    [['*.{ts,tsx}'], 'cart.tsx', true],
    [['*.ts'], 'src/cart.ts', false],
    [['src/*.ts'], 'SRC/cart.ts', false],
    [['Src'], 'src/cart.ts', false],
    [['src/!(legacy|old)/**'], 'src/orders/x.ts', true],
    [['src/!(legacy|old)/**'], 'src/legacy/x.ts', false],
    [['app/[id]'], 'app/[id]/page.tsx', true],
    [['app/[id]/*.tsx'], 'app/[id]/page.tsx', true],
    [['app/[[...slug]]/**'], 'app/[[...slug]]/deep/page.tsx', true],
    [['app/(shop)/**'], 'app/(shop)/cart.tsx', true],
    [['app/@modal'], 'app/@modal/page.tsx', true],
    [['src/[ab].ts'], 'src/a.ts', true],
    [['a/b?.ts'], 'a/b1.ts', true],
    [['users', 'billing/*.ts'], 'billing/pay.ts', true],
    [[], 'src/a.ts', false],
  ])('%j on %s answers %s', (patterns, file, expected) => {
    expect(compileGlobs(patterns)(file)).toBe(expected)
  })

  it('takes out what a pattern with "!" names, wherever it stands', () => {
    const matches = compileGlobs(['!src/legacy', 'src/**', '!**/*.gen.ts'])
    const files = ['src/a.ts', 'src/legacy/a.ts', 'src/x.gen.ts', 'lib/a.ts']
    expect(files.filter(matches)).toEqual(['src/a.ts'])
  })

  it('lets everything else in when there are only patterns with "!"', () => {
    const matches = compileGlobs(['!internal'])
    expect(['index.ts', 'internal/x.ts'].filter(matches)).toEqual(['index.ts'])
  })

  it('never reads a backslash as a separator', () => {
    expect(compileGlobs(['src/*.ts'])('src\\a.ts')).toBe(false)
  })
})
