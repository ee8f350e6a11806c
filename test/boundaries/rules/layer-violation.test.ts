import { describe, expect, it } from 'vitest'
import type { RuleContext } from '../../../src/boundaries/rule.js'
import { layerViolation } from '../../../src/boundaries/rules/layer-violation.js'
import { contextOf, type ShopSketch, tell } from './layered-shop.js'

const layered = {
  modules: {
    web: { layer: 'app' },
    orders: { layer: 'domain' },
    billing: { layer: 'domain' },
    log: { layer: 'platform' },
  },
  config: { layers: ['app', 'domain', 'platform'] },
}

function find(sketch: Partial<ShopSketch>, more: Partial<RuleContext> = {}) {
  return layerViolation.find(contextOf(layerViolation, { edges: [], ...layered, ...sketch }, more))
}

describe('layer-violation', () => {
  it.each([
    ['its own layer', 'orders/a > billing/b charge'],
    ['an inner layer', 'web/a > orders/b place'],
    ['a layer further in', 'web/a > log/b info'],
    ['a module without a layer', 'log/a > tools/b trim'],
    ['whatever it likes without a layer of its own', 'tools/a > web/b page'],
    ['its own files', 'log/a > log/b info'],
  ])('lets a module use %s', (_what, edge) => {
    expect(find({ edges: [edge] }).map(tell)).toEqual([])
  })

  it('tells each symbol of each import that leads outwards, with both modules and layers', () => {
    const found = find({
      edges: ['log/a > orders/b place cancel', 'orders/a > web/b page', 'orders/c > web/b page'],
    })
    expect(found.map(tell)).toEqual([
      'log/a:1 orders place',
      'log/a:1 orders cancel',
      'orders/a:2 web page',
      'orders/c:3 web page',
    ])
    expect(found[0]?.message).toBe(
      'Module "log" of layer "platform" uses "orders" of the outer layer "domain": src/log/a.ts imports place from src/orders/b.ts.',
    )
    expect(found[0]).toMatchObject({
      rule: 'layer-violation',
      kind: 'value',
      to: { module: 'orders', file: 'src/orders/b.ts' },
    })
  })

  it('looks at types, and at mocks and assets only on demand', () => {
    const edges = [
      ['log/a > web/b Page', { kind: 'type' }],
      ['log/c > web/b page', { kind: 'mock' }],
    ] as const
    expect(find({ edges }).map(tell)).toEqual(['log/a:1 web Page'])
    expect(find({ edges }, { kinds: new Set(['mock']) }).map(tell)).toEqual(['log/c:2 web page'])
  })

  it('sees through a facade only when that is transparent', () => {
    const edges = [['log/a > tools/index page', { definedIn: 'src/web/page.ts' }]] as const
    expect(find({ edges })).toEqual([])
    const [violation, ...others] = find({ edges }, { facades: 'transparent' })
    expect(others).toEqual([])
    expect(violation).toMatchObject({ to: { module: 'web', file: 'src/web/page.ts' } })
    expect(violation?.message).toContain('which comes from src/web/page.ts')
  })

  it('judges test files unless told not to', () => {
    const edges = ['log/a.test > web/b page']
    expect(find({ edges }).map(tell)).toEqual(['log/a.test:1 web page'])
    expect(find({ edges }, { options: { tests: false } })).toEqual([])
  })

  it('is idle when layers have no module, and tells a layer that is not there', () => {
    const idle = (sketch: Partial<ShopSketch>) =>
      layerViolation.idle(contextOf(layerViolation, { edges: ['web/a > log/b info'], ...layered, ...sketch }))
    expect(idle({})).toEqual([])
    expect(idle({ modules: {} })).toMatchObject([{ code: 'rule-empty', place: { file: 'layers' } }])
    expect(idle({ modules: { web: { layer: 'ap' } } })).toMatchObject([
      {
        code: 'rule-empty',
        place: { file: 'modules.web.layer' },
        hint: expect.stringContaining('Did you mean "app"?'),
      },
    ])
    expect(idle({ modules: {}, config: {} })).toEqual([])
  })

  it('plants an import for each two modules of which one is further out', () => {
    const plants = layerViolation.plants(
      contextOf(layerViolation, { edges: ['web/a > log/b info', 'orders/a > tools/b x'], ...layered }),
    )
    expect(plants.map(({ label }) => label).sort()).toEqual(['log → orders', 'log → web', 'orders → web'])
  })
})
