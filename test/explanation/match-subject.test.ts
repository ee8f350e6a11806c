import { describe, expect, it } from 'vitest'
import { matchSubject } from '../../src/explanation/index.js'
import type { UserError } from '../../src/kernel/problem.js'
import { shop } from './shop.js'

const names = {
  graph: shop,
  rules: ['private-import', 'module-cycle'],
  normalize: (path: string) => path.replace(/^\.\//, ''),
}

describe('what is meant', () => {
  it.each([
    { words: ['users'], kind: 'module' },
    { words: ['private-import'], kind: 'rule' },
    { words: ['src/users/login.ts'], kind: 'file' },
    { words: ['./main.ts'], kind: 'file' },
    { words: ['src/users'], kind: 'module' },
    { words: ['users', 'billing'], kind: 'dependency' },
    { words: ['src/users', 'src/billing'], kind: 'dependency' },
    { words: ['main.ts', 'src/ui/index.ts'], kind: 'path' },
    { words: ['main.ts', 'billing'], kind: 'path' },
    { words: ['users', 'users'], kind: 'path' },
    { words: ['src/users/login.ts', '@shop/billing'], kind: 'import' },
    { words: ['src/users/login.ts', 'react'], kind: 'import' },
    { words: ['src/users/login.ts', './elsewhere.js'], kind: 'import' },
  ])('by $words is the $kind', ({ words: [thing = '', other], kind }) => {
    expect(matchSubject(names, thing, other).kind).toBe(kind)
  })

  it.each([
    { words: ['bililng'], hint: 'Did you mean billing?' },
    { words: ['private-imports'], hint: 'Did you mean private-import?' },
    { words: ['login.ts'], hint: 'Did you mean src/users/login.ts?' },
    { words: ['users', 'bililng'], hint: 'Did you mean billing?' },
    { words: ['nothing-like-it'], hint: 'Modules: billing, catalog, orders, ui, users.' },
  ])('is not guessed for $words', ({ words: [thing = '', other], hint }) => {
    try {
      matchSubject(names, thing, other)
      expect.unreachable()
    } catch (error) {
      expect((error as UserError).problems).toMatchObject([
        { code: 'not-found', hint: expect.stringContaining(hint) },
      ])
    }
  })
})
