import { expect, it } from 'vitest'
import { findModules } from '../../../src/adoption/find-modules/find-modules.js'
import { proposeConventions } from '../../../src/adoption/propose/propose-conventions.js'
import { sketch } from '../sketch.js'

function propose(folders: readonly string[], more: readonly string[] = [], left: readonly string[] = []) {
  const packages = Object.fromEntries(folders.map(folder => [folder, folder.replace('/', '-')]))
  const { tree, facts } = sketch([...folders.map(folder => `${folder}/src/index.ts`), ...more], { packages })
  const modules = findModules(tree, facts).filter(({ path }) => !left.includes(path))
  return proposeConventions({ ...facts, modules })
}

it('a folder of packages makes a module of the next one', () => {
  expect(propose(['packages/users', 'packages/orders', 'packages/vat'])).toEqual({
    '{package}': { path: 'packages/{package}', dependsOn: 'package.json' },
  })
})

it('only the folder with the most packages gives plain names', () => {
  const found = propose([
    'apps/web',
    'apps/admin',
    'apps/docs',
    ...['users', 'orders', 'billing', 'vat'].map(name => `packages/${name}`),
  ])
  expect(Object.entries(found).map(([name, { path }]) => [name, path])).toEqual([
    ['{package}', 'packages/{package}'],
    ['apps-{package}', 'apps/{package}'],
  ])
})

it('folders of one name keep apart', () => {
  const found = propose([
    ...['u', 'v', 'w'].flatMap(name => [`a/libs/${name}1`, `b/libs/${name}2`]),
    ...['p', 'q', 'r', 's'].map(name => `packages/${name}`),
  ])
  expect(Object.keys(found)).toEqual(['{package}', 'a-libs-{package}', 'b-libs-{package}'])
})

it('a folder of which a package was not chosen is no convention', () => {
  const packages = ['packages/users', 'packages/orders', 'packages/vat', 'packages/demo']
  expect(propose(packages, [], ['packages/demo'])).toEqual({})
})

it.each([
  ['of two packages alone', ['packages/users', 'packages/orders'], []],
  ['that holds loose files', ['packages/a', 'packages/b', 'packages/c'], ['packages/setup.ts']],
  ['that is the root', ['users', 'orders', 'vat'], []],
])('a folder %s is no convention', (_, folders, more) => {
  expect(propose(folders, more)).toEqual({})
})
