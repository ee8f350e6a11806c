import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { selfTest } from '../../src/boundaries/index.js'
import { openShop, type Shop, shopModules } from './shop.js'

let shop: Shop
beforeEach(() => {
  shop = openShop()
})
afterEach(() => shop.remove())

async function run() {
  const config = await shop.load()
  return selfTest({ root: shop.root, config, cacheFolder: null, today: '2026-11-23' })
}

const labelsOf = (planted: readonly { readonly rule: string; readonly label: string }[], name: string) =>
  planted.filter(({ rule }) => rule === name).map(({ label }) => label)

describe('check --self-test', () => {
  it('shows that each rule fires for each pair of modules that it forbids something to', async () => {
    const result = await run()
    expect(result).toMatchObject({ schemaVersion: 1, silent: [], problems: [] })
    expect(labelsOf(result.shown, 'undeclared-dependency')).toEqual(['billing → orders'])
    expect(labelsOf(result.shown, 'private-import')).toEqual(['orders → billing'])
    expect(labelsOf(result.shown, 'unassigned-file')).toEqual(['a file outside all modules'])
  })

  it('plants nothing that an open module allows, and all that still holds for it', async () => {
    shop.configure({
      modules: { orders: { path: 'src/orders' }, billing: { path: 'src/billing', openTo: 'all' } },
    })
    const result = await run()
    expect(result).toMatchObject({ silent: [], problems: [] })
    expect(labelsOf(result.shown, 'undeclared-dependency')).toEqual(['billing → orders'])
    expect(labelsOf(result.shown, 'private-import')).toEqual(['orders → billing'])
    expect(labelsOf(result.shown, 'module-cycle')).not.toEqual([])
  })

  it('shows the rules that need options too', async () => {
    const dependsOn = [{ module: 'billing', deprecated: 'goes', until: '2027-01-01' }]
    shop.configure({
      modules: { ...shopModules, orders: { path: 'src/orders', dependsOn } },
      rules: {
        'required-dependency': [
          'error',
          {
            require: [
              { from: 'orders', to: 'billing' },
              { from: 'src/*/index.ts', to: 'src/billing/**' },
              { from: 'src/orders/index.ts', to: 'billing' },
            ],
          },
        ],
        'external-package': ['error', { restrict: [{ modules: ['*'], deny: ['node:*'], allow: ['zod'] }] }],
      },
    })
    const { shown, problems } = await run()
    expect(problems).toEqual([])
    expect(labelsOf(shown, 'deprecated-dependency')).toEqual(['orders → billing'])
    expect(labelsOf(shown, 'external-package')).toEqual(['billing → node:fs', 'orders → node:fs'])
    expect(labelsOf(shown, 'unused-dependency')).toEqual(['billing → orders'])
    expect(labelsOf(shown, 'required-dependency')).toEqual([
      'orders → billing',
      'src/*/index.ts → src/billing/**',
      'src/orders/index.ts → billing',
    ])
  })

  it('finds a rule that cannot fire, with its place in the config', async () => {
    // No import is ever of this kind for the files that count: the planted one is left out as a test.
    shop.configure({
      modules: shopModules,
      exclude: ['**/*-banyan-plant.ts'],
      rules: { 'undeclared-dependency': ['error', { kinds: ['value'] }] },
    })
    const { silent, problems } = await run()
    expect(labelsOf(silent, 'undeclared-dependency')).toEqual(['billing → orders'])
    expect(problems).toContainEqual({
      code: 'rule-silent',
      message: 'undeclared-dependency does not find a violation that was planted for it: billing → orders.',
      place: expect.objectContaining({ file: 'banyan.config.json' }),
      hint: expect.any(String),
    })
  })

  it('is not fooled by violations that are there already', async () => {
    shop.write({ 'src/billing/late.ts': `import { place } from '../orders/index.js'\nplace()\n` })
    shop.configure({ modules: shopModules, exclude: ['**/*-banyan-plant.ts'] })
    const { silent } = await run()
    expect(labelsOf(silent, 'undeclared-dependency')).toEqual(['billing → orders'])
  })

  it('says why a rule was left out', async () => {
    shop.write({ 'rules/no-clock.ts': 'export default () => []' })
    shop.configure({
      modules: shopModules,
      rules: { 'private-import': 'off' },
      ownRules: { 'no-clock': 'rules/no-clock.ts' },
    })
    const { skipped } = await run()
    expect(skipped).toContainEqual({ rule: 'private-import', reason: 'switched off in the config' })
    expect(skipped).toContainEqual({
      rule: 'external-package',
      reason: 'off until the config switches it on',
    })
    expect(skipped).toContainEqual({
      rule: 'deprecated-dependency',
      reason: 'nothing can break it under this config',
    })
    expect(skipped).toContainEqual({ rule: 'own/no-clock', reason: expect.stringContaining('your own') })
  })

  it('is no proof where there is nothing to plant in', async () => {
    shop.configure({})
    expect((await run()).problems).toMatchObject([{ code: 'no-modules' }])
  })

  it('leaves the disk as it is', async () => {
    shop.commit()
    await run()
    expect(shop.git('status', '--porcelain')).toBe('')
  })

  it('plants into modules made of file patterns, nested modules, and JavaScript', async () => {
    shop.write({
      'src/pages/cart.page.ts': 'export const cart = 1\n',
      'src/pages/cart.model.ts': 'export const model = 1\n',
      'src/billing/tax/index.js': 'export const tax = 1\n',
      'src/billing/tax/rates.js': 'export const rates = 1\n',
      'src/old/index.cjs': 'exports.old = 1\n',
    })
    shop.configure({
      modules: {
        ...shopModules,
        'billing/tax': { path: 'src/billing/tax' },
        models: { path: 'src/pages/*.model.ts' },
        old: { path: 'src/old' },
        pages: { path: 'src/pages/*.page.ts' },
      },
      rules: { 'undeclared-dependency': ['error', { kinds: ['type', 'value', 'mock', 'asset'] }] },
    })
    const { shown, silent } = await run()
    expect(silent).toEqual([])
    expect(labelsOf(shown, 'undeclared-dependency')).toHaveLength(6 * 5 - 1)
    expect(labelsOf(shown, 'private-import')).toContain('old → billing/tax')
  })
})
