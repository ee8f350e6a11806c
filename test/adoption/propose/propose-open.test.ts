import { describe, expect, it } from 'vitest'
import { proposeOpen } from '../../../src/adoption/propose/propose-open.js'
import type { FoundModule } from '../../../src/adoption/find-modules/find-modules.js'

const found = (path: string, more: Partial<FoundModule> = {}): FoundModule => ({
  name: path,
  path,
  files: 5,
  owner: null,
  ownName: null,
  inside: null,
  evidence: [],
  ...more,
})

const features = Array.from({ length: 12 }, (_, at) => found(`feature${at}`))

/** Twelve features, of which the first ones use the module. */
function isOpen(
  module: FoundModule,
  users: number,
  uses: readonly string[] = [],
  packages: readonly string[] = [],
) {
  const open = proposeOpen({
    modules: [...features, module],
    used: new Map([
      ...features.slice(0, users).map(({ name }): [string, string[]] => [name, [module.name]]),
      [module.name, uses],
    ]),
    packages: packages.map(folder => ({ name: folder, folder, dependencies: [], entries: [] })),
  })
  return open.has(module.name)
}

describe('what anybody may use', () => {
  it.each(['src/guards', 'src/common', 'libs/shared/utils'])(
    'is code of one kind that many use: %s',
    path => {
      expect(isOpen(found(path), 12)).toBe(true)
      expect(isOpen(found(path), 5)).toBe(true)
    },
  )

  it.each([
    ['few use', found('src/guards'), 4, []],
    ['is a part of the product', found('src/users'), 12, []],
    ['itself uses much', found('src/guards'), 8, ['feature1', 'feature2', 'feature3']],
    ['is a large part of the code', found('src/shared', { files: 30 }), 12, []],
  ])('is not what %s', (_, module, users, uses) => {
    expect(isOpen(module, users, uses)).toBe(false)
  })

  it('is not a workspace package: who uses one says so in its package.json', () => {
    expect(isOpen(found('src/common', { ownName: '@shop/common' }), 12, [], ['src/common'])).toBe(false)
    expect(isOpen(found('src/common', { ownName: 'common' }), 12)).toBe(true)
  })

  it('is measured against the modules of the same package', () => {
    const inside = 'apps/api'
    const small = Array.from({ length: 6 }, (_, at) => found(`api${at}`, { inside }))
    const guards = found('apps/api/guards', { inside, files: 2 })
    const open = proposeOpen({
      modules: [...features, ...features.map(({ name }) => found(`more-${name}`)), ...small, guards],
      used: new Map(small.slice(0, 5).map(({ name }) => [name, [guards.name]])),
      packages: [],
    })
    expect([...open]).toEqual([guards.name])
  })
})
