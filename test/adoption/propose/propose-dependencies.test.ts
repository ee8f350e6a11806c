import { expect, it } from 'vitest'
import { proposeDependencies } from '../../../src/adoption/propose/propose-dependencies.js'

it('a name that two packages bear is no declaration', () => {
  const module = (name: string) => ({
    name,
    path: name,
    files: 1,
    owner: null,
    ownName: null,
    inside: null,
    evidence: [],
  })
  const member = (folder: string, name: string, dependencies: readonly string[]) => ({
    folder,
    name,
    dependencies,
    entries: [],
  })
  const declared = proposeDependencies({
    modules: ['shop', 'types', 'old-types'].map(module),
    used: new Map([['shop', ['types']]]),
    isOpen: () => false,
    packages: [
      member('shop', 'shop', ['types']),
      member('types', 'types', []),
      member('old-types', 'types', []),
    ],
  })
  expect(declared.get('shop')).toEqual(['types'])
})

it('a package refers to its package.json when that names all it uses, and lists what it uses otherwise', () => {
  const names = ['users', 'orders', 'billing', 'scripts']
  const declared = proposeDependencies({
    modules: names.map(name => ({
      name,
      path: name,
      files: 1,
      owner: null,
      ownName: null,
      inside: null,
      evidence: [],
    })),
    used: new Map([
      ['users', ['billing']],
      ['orders', ['billing', 'users']],
      ['scripts', ['users']],
    ]),
    isOpen: () => false,
    packages: [
      {
        name: '@shop/users',
        folder: 'users',
        dependencies: ['@shop/billing', '@shop/orders', 'zod'],
        entries: [],
      },
      { name: '@shop/orders', folder: 'orders', dependencies: ['@shop/billing'], entries: [] },
      { name: '@shop/billing', folder: 'billing', dependencies: ['@shop/users'], entries: [] },
    ],
  })
  expect(Object.fromEntries(declared)).toEqual({
    billing: [],
    orders: ['billing', 'users'],
    scripts: ['users'],
    users: 'package.json',
  })
})

it('what is open to a module is left out, and what is left may be what package.json names', () => {
  const names = ['users', 'billing', 'guards']
  const declared = proposeDependencies({
    modules: names.map(name => ({
      name,
      path: name,
      files: 1,
      owner: null,
      ownName: null,
      inside: null,
      evidence: [],
    })),
    used: new Map([
      ['users', ['billing', 'guards']],
      ['billing', ['guards']],
      ['guards', ['users']],
    ]),
    packages: [
      { name: '@shop/users', folder: 'users', dependencies: ['@shop/billing'], entries: [] },
      { name: '@shop/billing', folder: 'billing', dependencies: [], entries: [] },
    ],
    isOpen: (_, to) => to === 'guards',
  })
  expect(Object.fromEntries(declared)).toEqual({ users: 'package.json', billing: [], guards: ['users'] })
})
