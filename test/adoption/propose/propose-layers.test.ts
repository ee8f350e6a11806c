import { describe, expect, it } from 'vitest'
import type { FoundModule } from '../../../src/adoption/find-modules/find-modules.js'
import { proposeLayers } from '../../../src/adoption/propose/propose-layers.js'

const module = (path: string): FoundModule => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  files: 1,
  owner: null,
  ownName: null,
  inside: null,
  evidence: [],
})
const modules = ['apps/web', 'libs/users', 'libs/orders', 'libs/shared'].map(module)
const clean = new Map([
  ['web', ['orders', 'users']],
  ['orders', ['shared', 'users']],
  ['users', ['shared']],
])

describe('layers', () => {
  it('are applications over features over shared code', () => {
    const proposal = proposeLayers(modules, clean)
    expect(proposal?.layers).toEqual(['app', 'feature', 'shared'])
    expect(Object.fromEntries(proposal?.layerOf ?? [])).toEqual({
      orders: 'feature',
      shared: 'shared',
      users: 'feature',
      web: 'app',
    })
  })

  it('count what nobody uses as no shared code, whatever it is called', () => {
    const proposal = proposeLayers([...modules, module('database')], clean)
    expect(proposal?.layerOf.get('database')).toBe('feature')
  })

  it.each([
    ['shared code uses a feature', new Map([...clean, ['shared', ['users']]]), modules],
    ['a feature uses the application', new Map([...clean, ['users', ['web']]]), modules],
    [
      'there is one feature',
      new Map([
        ['web', ['users']],
        ['users', ['shared']],
      ]),
      modules.filter(({ name }) => name !== 'orders'),
    ],
    ['nothing is shared by its name', clean, [...modules.slice(0, 3), module('libs/money')]],
  ])('are left out when %s', (_, dependencies, found) => {
    expect(proposeLayers(found, dependencies)).toBeNull()
  })
})
