import { describe, expect, it } from 'vitest'
import { chooseFiles } from '../../../src/extract/program/choose-files.js'
import { deriveGraph } from '../../../src/graph/index.js'
import { sketchConfig, sketchDependency, sketchFacts } from '../../graph/shop.js'

function choose(
  files: string,
  imports: readonly (readonly [string, string, string?])[],
  module: string | null = 'users',
) {
  const dependencies = imports.map(([from, to, definedIn = to]) => sketchDependency(from, to, { definedIn }))
  const facts = sketchFacts(files.split(' '), { dependencies })
  const { graph } = deriveGraph(facts, sketchConfig({ users: { path: 'users' } }))
  return chooseFiles(graph, module).join(' ')
}

describe('the files through which a module can be used are', () => {
  it('its own, and those whose imports lead to it, also through others', () => {
    const files = 'app/main.ts mail/mail.ts orders/a.ts orders/b.ts users/users.ts'
    const imports = [
      ['orders/a.ts', 'users/users.ts'],
      ['orders/b.ts', 'orders/a.ts'],
      ['app/main.ts', 'orders/b.ts'],
    ] as const
    expect(choose(files, imports)).toBe('app/main.ts orders/a.ts orders/b.ts users/users.ts')
  })

  it('of tests outside only those that reach it directly', () => {
    const files = 'orders/a.test.ts orders/a.ts orders/b.test.ts users/u.test.ts users/users.ts'
    const imports = [
      ['orders/a.ts', 'users/users.ts'],
      ['orders/a.test.ts', 'orders/a.ts'],
      ['orders/b.test.ts', 'users/users.ts'],
    ] as const
    expect(choose(files, imports)).toBe('orders/a.ts orders/b.test.ts users/u.test.ts users/users.ts')
  })

  it('not those that take something else from a barrel', () => {
    const files = 'index.ts mail/mail.ts orders/a.ts orders/b.ts users/users.ts'
    const imports = [
      ['index.ts', 'users/users.ts'],
      ['index.ts', 'mail/mail.ts'],
      ['orders/a.ts', 'index.ts', 'users/users.ts'],
      ['orders/b.ts', 'index.ts', 'mail/mail.ts'],
    ] as const
    expect(choose(files, imports)).toBe('index.ts orders/a.ts users/users.ts')
  })

  it('found once where imports go in circles', () => {
    const imports = [
      ['orders/a.ts', 'users/users.ts'],
      ['users/users.ts', 'orders/a.ts'],
    ] as const
    expect(choose('orders/a.ts users/users.ts', imports)).toBe('orders/a.ts users/users.ts')
  })

  it('all, once each, where every module is looked at; components of single files are left out', () => {
    expect(choose('mail/mail.ts users/page.vue users/users.ts', [], null)).toBe('mail/mail.ts users/users.ts')
  })
})
