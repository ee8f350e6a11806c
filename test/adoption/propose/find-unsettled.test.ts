import { expect, it } from 'vitest'
import { findUnsettled } from '../../../src/adoption/propose/find-unsettled.js'

const modules = ['users', 'orders', 'web'].map(name => ({
  name,
  path: name === 'web' ? 'apps/web' : `packages/${name}`,
  files: 1,
  owner: null,
  ownName: null,
  inside: null,
  evidence: [],
}))
const conventions = {
  '{package}': { path: 'packages/{package}', dependsOn: 'package.json' as const },
  'apps-{package}': { path: 'apps/{package}', dependsOn: 'package.json' as const },
}
const apis = (unsettled: readonly string[]) =>
  new Map(modules.map(({ name }) => [name, { globs: null, isSettled: !unsettled.includes(name) }]))

it('nothing where public APIs are kept to', () => {
  const uses = new Map([['users', 9]])
  expect(findUnsettled({ apis: apis([]), uses, conventions, modules })).toEqual([])
})

it('the modules that are reached into, and what comes beside them', () => {
  const uses = new Map([
    ['users', 4],
    ['orders', 4],
  ])
  expect(findUnsettled({ apis: apis(['users']), uses, conventions, modules })).toEqual(['users', '{package}'])
})

it('everything where most imports are into such modules', () => {
  const uses = new Map([
    ['users', 5],
    ['orders', 4],
  ])
  expect(findUnsettled({ apis: apis(['users']), uses, conventions, modules })).toEqual(['*'])
})
