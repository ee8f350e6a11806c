import { describe, expect, it } from 'vitest'
import { narrowGraph } from '../../src/explanation/index.js'
import { shop } from './shop.js'

const all = { level: 'module', focus: null, depth: 1, kinds: null } as const
const modulesOf = (view: Partial<Parameters<typeof narrowGraph>[1]>) => [
  ...narrowGraph(shop, { ...all, ...view }).modules.keys(),
]
const filesOf = (view: Partial<Parameters<typeof narrowGraph>[1]>) => [
  ...narrowGraph(shop, { ...all, level: 'file', ...view }).files.keys(),
]

describe('a narrowed graph', () => {
  it('is the whole one when nothing narrows it', () => {
    expect(narrowGraph(shop, all)).toBe(shop)
  })

  it('keeps what is within the depth of a module, in both directions', () => {
    expect(modulesOf({ focus: 'users', depth: 0 })).toEqual(['users'])
    expect(modulesOf({ focus: 'users' })).toEqual(['billing', 'catalog', 'orders', 'users'])
    expect(modulesOf({ focus: 'users', depth: 2 })).toEqual(['billing', 'catalog', 'orders', 'ui', 'users'])
  })

  it('keeps what is within the depth of a file or a folder', () => {
    expect(filesOf({ focus: 'main.ts' })).toEqual(['main.ts', 'src/orders/index.ts'])
    expect(filesOf({ focus: 'src/ui' })).toEqual(['src/billing/invoice.ts', 'src/ui/index.ts'])
  })

  it('keeps no edge to what it left out, but the packages of what it kept', () => {
    const { dependencies } = narrowGraph(shop, { ...all, focus: 'users', depth: 0 })
    expect(dependencies.map(({ to }) => to)).toEqual(['src/users/login.ts', 'react'])
  })

  it('keeps only edges of the kinds asked for, before the surroundings are looked for', () => {
    expect(narrowGraph(shop, { ...all, kinds: new Set(['type']) }).dependencies).toHaveLength(1)
    expect(modulesOf({ focus: 'billing', kinds: new Set(['type']) })).toEqual(['billing', 'ui'])
  })

  it('of something unknown is refused with the nearest name', () => {
    expect(() => narrowGraph(shop, { ...all, focus: 'uesrs' })).toThrow(
      'There is no module, file or folder uesrs.',
    )
  })
})
