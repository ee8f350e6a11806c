import { describe, expect, it } from 'vitest'
import { externalPackage } from '../../../src/boundaries/rules/external-package.js'
import { edge, sketchContext, sketchGraph } from '../sketch.js'

const orders = 'src/orders/place.ts'
const billing = 'src/billing/index.ts'

function context(restrict: readonly object[], packages: readonly string[], file = orders) {
  const graph = sketchGraph({
    modules: { billing: { files: [billing] }, orders: { files: [orders] } },
    edges: packages.map((name, at) => edge(file, name, { external: true, line: at + 1, symbols: ['x'] })),
    outside: ['scripts/seed.ts'],
  })
  return sketchContext(externalPackage, graph, { options: { restrict } })
}

const find = (...given: Parameters<typeof context>) => externalPackage.find(context(...given))
const names = (...given: Parameters<typeof context>) => find(...given).map(({ from }) => from.symbol)

describe('external-package', () => {
  it.each<[string, object, readonly string[], readonly string[]]>([
    ['allows what is listed', { allow: ['zod'] }, ['zod', 'stripe'], ['stripe']],
    ['denies what is listed', { deny: ['stripe'] }, ['zod', 'stripe'], ['stripe']],
    [
      'denies before it allows',
      { allow: ['@aws-sdk/*'], deny: ['@aws-sdk/client-s3'] },
      ['@aws-sdk/client-s3', '@aws-sdk/client-sqs'],
      ['@aws-sdk/client-s3'],
    ],
    [
      'takes a star for every package, scoped or not',
      { deny: ['*'] },
      ['zod', '@aws-sdk/client-s3'],
      ['zod', '@aws-sdk/client-s3'],
    ],
    [
      'takes a plain name for that package alone',
      { allow: ['react'] },
      ['react', 'react-dom'],
      ['react-dom'],
    ],
    ['knows builtins with and without node:', { deny: ['fs'] }, ['node:fs', 'node:path'], ['node:fs']],
    [
      'takes what is below a builtin for a part of it',
      { deny: ['node:fs'] },
      ['node:fs/promises'],
      ['node:fs/promises'],
    ],
    [
      'covers all builtins with node:*',
      { deny: ['node:*'] },
      ['node:fs/promises', 'node:path', 'zod'],
      ['node:fs/promises', 'node:path'],
    ],
    ['allows nothing with an empty list', { allow: [] }, ['zod'], ['zod']],
  ])('%s', (_, restriction, packages, expected) => {
    expect(names([{ modules: ['orders'], ...restriction }], packages)).toEqual(expected)
  })

  it('tells the module, the package, the file and the reason', () => {
    expect(
      find([{ modules: ['orders'], deny: ['stripe'], reason: 'billing pays' }], ['stripe']),
    ).toMatchObject([
      {
        from: { module: 'orders', file: orders, line: 1, symbol: 'stripe' },
        to: { module: null, file: null },
        message: `Module "orders" uses "stripe", which is denied (billing pays): ${orders} imports it.`,
      },
    ])
  })

  it('holds only for the modules that are named, and for nobody outside', () => {
    const restrict = [{ modules: ['orders'], deny: ['stripe'] }]
    expect(names(restrict, ['stripe'], billing)).toEqual([])
    expect(names([{ modules: ['*'], deny: ['stripe'] }], ['stripe'], billing)).toEqual(['stripe'])
    expect(names([{ modules: ['*', '!billing'], deny: ['stripe'] }], ['stripe'], billing)).toEqual([])
    expect(names([{ modules: ['*'], deny: ['stripe'] }], ['stripe'], 'scripts/seed.ts')).toEqual([])
  })

  it('holds every entry that names a module, and tells one import once', () => {
    const restrict = [
      { modules: ['*'], deny: ['stripe'] },
      { modules: ['orders'], allow: ['zod'] },
    ]
    const violations = find(restrict, ['stripe', 'zod', 'lodash', 'stripe'])
    expect(violations.map(({ from }) => from.symbol)).toEqual(['stripe', 'lodash'])
    expect(violations[0]?.related).toMatchObject([{ line: 4 }])
  })

  it('is idle for a name that no module bears, with the nearest one, and for an entry that restricts nothing', () => {
    const restrict = [{ modules: ['ordres', 'b*'], deny: ['stripe'] }, { modules: ['orders'] }]
    const problems = externalPackage.idle(context(restrict, []))
    expect(problems).toMatchObject([
      {
        code: 'rule-empty',
        message: expect.stringContaining('"ordres"'),
        place: { line: 7 },
        hint: expect.stringContaining('"orders"'),
      },
      { code: 'rule-empty', message: expect.stringContaining('neither allows nor denies') },
    ])
  })

  it('is idle when it is switched on without a restriction', () => {
    expect(externalPackage.idle(context([], []))).toMatchObject([{ code: 'rule-empty' }])
  })

  it.each([
    [{ deny: ['@aws-sdk/*'] }, '@aws-sdk/banyan-plant'],
    [{ deny: ['node:*'] }, 'node:fs'],
    [{ deny: ['fs'] }, 'node:fs'],
    [{ allow: ['zod'] }, 'banyan-plant'],
  ])('plants an import that %j forbids', (restriction, name) => {
    const [plant] = externalPackage.plants(context([{ modules: ['orders'], ...restriction }], []))
    expect(plant?.label).toBe(`orders → ${name}`)
    expect(Object.values(plant?.files ?? {})).toEqual([`import * as planted0 from "${name}"\n`])
  })
})
