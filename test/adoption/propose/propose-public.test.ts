import { describe, expect, it } from 'vitest'
import {
  type DeepUse,
  type PublicRequest,
  proposePublic,
} from '../../../src/adoption/propose/propose-public.js'

const use = (file: string, ...users: string[]): DeepUse => ({
  file,
  users: new Set(users),
  testUsers: new Set(),
  importers: users.length,
})
const names = (count: number, folder = 'users') =>
  Array.from({ length: count }, (_, at) => `${folder}/f${at}.ts`)

const open = (request: Omit<PublicRequest, 'shared'>) => proposePublic({ shared: false, ...request }).globs
const isSettled = (request: Omit<PublicRequest, 'shared'>) =>
  proposePublic({ shared: false, ...request }).isSettled

describe('the public API of a module', () => {
  it('is left to the index files when nobody reaches past them', () => {
    expect(open({ path: 'users', indexFiles: ['users/index.ts'], deepUses: [], files: [] })).toBeNull()
  })

  it('is the few files that others use when there is no index', () => {
    const deepUses = [use('users/user.service.ts', 'orders'), use('users/users.module.ts', 'app')]
    expect(open({ path: 'users', indexFiles: [], deepUses, files: [] })).toEqual([
      'user.service.ts',
      'users.module.ts',
    ])
  })

  it('keeps a deep import of one module out when there is an index', () => {
    const request = { path: 'users', indexFiles: ['users/src/index.ts'], files: names(9) }
    expect(open({ ...request, deepUses: [use('users/src/inner.ts', 'orders')] })).toBeNull()
    expect(open({ ...request, deepUses: [use('users/src/testing.ts', 'orders', 'billing')] })).toEqual([
      'src/index.ts',
      'src/testing.ts',
    ])
  })

  it('names the two dozen most used files and leaves the rest to the baseline', () => {
    const deepUses = names(27, 'users/a').map((file, at) =>
      use(file, ...Array.from({ length: at + 1 }, (_, user) => `m${user}`)),
    )
    const request = { path: 'users', indexFiles: ['users/index.ts'], deepUses, files: names(90, 'users/a') }
    expect(open(request)).toEqual([...names(27, 'a').slice(3), 'index.ts'].sort())
  })

  it('opens a folder most of whose files several modules use, but not what is below it', () => {
    const deepUses = [...names(6), 'users/inner/secret.ts'].map(file => use(file, 'orders', 'billing'))
    const files = [...names(8), 'users/inner/secret.ts', ...names(9, 'users/inner')]
    expect(open({ path: 'users', indexFiles: [], deepUses, files })).toEqual(['*', 'inner/secret.ts'])
  })

  it('is the five files used the most when each has one user and there is no index', () => {
    const deepUses = names(7).map((file, at) => ({ ...use(file, 'orders'), importers: at < 2 ? 1 : 3 }))
    const globs = open({ path: 'users', indexFiles: [], deepUses, files: names(40) })
    expect(globs).toEqual(['f2.ts', 'f3.ts', 'f4.ts', 'f5.ts', 'f6.ts'])
  })

  it('opens index files wherever they stand once they are a habit', () => {
    const indexes = ['a', 'b', 'c'].map(folder => use(`users/${folder}/index.ts`, 'orders', 'billing'))
    const deepUses = [
      ...indexes,
      ...['x', 'y', 'z'].map(name => use(`users/${name}.ts`, 'orders', 'billing')),
    ]
    const globs = open({ path: 'users', indexFiles: [], deepUses, files: names(40) })
    expect(globs).toEqual(['**/index.*', 'x.ts', 'y.ts', 'z.ts'])
  })

  it('does not open what only tests reach, unless nothing else is there', () => {
    const deepUses = [{ ...use('users/src/seed.ts'), testUsers: new Set(['orders', 'billing']) }]
    expect(open({ path: 'users', indexFiles: ['users/index.ts'], deepUses, files: names(9) })).toBeNull()
    expect(open({ path: 'users', indexFiles: [], deepUses, files: names(9) })).toEqual(['src/seed.ts'])
  })

  it('is whatever others use of shared code without an index', () => {
    const deepUses = names(7).map(file => use(file, 'orders'))
    const request = { path: 'users', deepUses, files: names(90), shared: true }
    expect(proposePublic({ ...request, indexFiles: [] }).globs).toHaveLength(7)
    expect(proposePublic({ ...request, indexFiles: ['users/index.ts'] }).globs).toBeNull()
  })

  it('is all of a folder of one kind of code without an index', () => {
    const request = { path: 'guards', deepUses: [use('guards/a.ts', 'orders')], files: names(3, 'guards') }
    const propose = (more: Pick<PublicRequest, 'loose' | 'indexFiles'>) =>
      proposePublic({ ...request, shared: false, ...more })
    expect(propose({ loose: true, indexFiles: [] })).toEqual({ globs: ['**'], isSettled: true })
    expect(propose({ loose: false, indexFiles: [] }).globs).toEqual(['a.ts'])
    expect(propose({ loose: true, indexFiles: ['guards/index.ts'] }).globs).toBeNull()
  })

  it('is settled as long as hardly anybody reaches past it', () => {
    const request = { path: 'users', indexFiles: ['users/index.ts'], files: names(90) }
    const reach = (importers: number) => [{ ...use('users/inner.ts', 'orders'), importers }]
    expect(isSettled({ ...request, deepUses: [] })).toBe(true)
    expect(isSettled({ ...request, deepUses: reach(2) })).toBe(true)
    expect(isSettled({ ...request, deepUses: reach(3) })).toBe(false)
  })

  it('is not guessed when there is no index and everybody imports what they like', () => {
    const request = { path: 'users', indexFiles: [], files: names(90) }
    const deepUses = names(9).map(file => use(file, 'orders'))
    expect(open({ ...request, deepUses })).toBeNull()
    expect(isSettled({ ...request, deepUses })).toBe(false)
  })

  it('is relative to the root for a module at the root', () => {
    expect(open({ path: '', indexFiles: [], deepUses: [use('server.ts', 'tests')], files: [] })).toEqual([
      'server.ts',
    ])
  })
})
