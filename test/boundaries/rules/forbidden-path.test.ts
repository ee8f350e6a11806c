import { describe, expect, it } from 'vitest'
import type { RuleContext } from '../../../src/boundaries/rule.js'
import { forbiddenPath } from '../../../src/boundaries/rules/forbidden-path.js'
import { contextOf, type EdgeSketch, tell } from './layered-shop.js'

type Entry = Readonly<Record<string, unknown>>

const edges: readonly EdgeSketch[] = [
  'ui/page > orders/index place',
  'orders/index > orders/store save',
  'orders/store > db/client query',
  'db/client > npm:pg Pool',
  'ui/list > orders/store load',
  'ui/form > ui/page open',
  'orders/index > log/index info',
  'log/index > node:fs write',
]

function setUp(entry: Entry, more: Partial<RuleContext> = {}, extra: readonly EdgeSketch[] = []) {
  const options = { paths: [{ reason: 'because', ...entry }] }
  return contextOf(forbiddenPath, { edges: [...edges, ...extra] }, { options, ...more })
}
const find = (...args: Parameters<typeof setUp>) => forbiddenPath.find(setUp(...args))

describe('forbidden-path', () => {
  it('keeps quiet where there is no way', () => {
    expect(find({ from: 'log', to: 'db' })).toEqual([])
    expect(find({ from: 'db', to: 'module:ui' })).toEqual([])
  })

  it('tells each import that leaves for what must not be reached, with the shortest way', () => {
    const found = find({ from: 'ui', to: 'db', reason: 'pages run in the browser' })
    expect(found.map(tell)).toEqual(['ui/list:5 db orders/store', 'ui/page:1 db orders/index'])
    expect(found[1]).toMatchObject({
      rule: 'forbidden-path',
      to: { module: 'db', file: 'src/db/client.ts' },
      message:
        '"ui" must not reach "db" (pages run in the browser): src/ui/page.ts imports src/orders/index.ts, which leads to src/db/client.ts over src/orders/store.ts.',
      related: [
        {
          file: 'src/orders/index.ts',
          line: 2,
          column: 1,
          message: 'src/orders/index.ts imports src/orders/store.ts',
        },
        {
          file: 'src/orders/store.ts',
          line: 3,
          column: 1,
          message: 'src/orders/store.ts imports src/db/client.ts',
        },
      ],
    })
  })

  it.each<readonly [string, Entry, readonly string[]]>([
    ['a module by its bare name', { from: 'orders', to: 'db' }, ['orders/store:3 db db/client']],
    ['a glob of modules', { from: 'module:o*', to: 'module:d*' }, ['orders/store:3 db db/client']],
    ['a glob of files', { from: 'src/orders/*.ts', to: 'file:src/db/**' }, ['orders/store:3 db db/client']],
    [
      'a file among others of its module',
      { from: 'src/orders/index.ts', to: 'src/orders/store.ts' },
      ['orders/index:2 orders orders/store'],
    ],
    ['a package', { from: 'orders', to: 'npm:pg' }, ['orders/store:3 - db/client.ts → pg']],
    ['a package in use by its bare name', { from: 'db', to: 'pg' }, ['db/client:4 - pg']],
    ['a builtin', { from: 'ui', to: 'node:fs' }, ['ui/page:1 - orders/index.ts → node:fs']],
    ['all builtins', { from: 'log', to: 'node:*' }, ['log/index:8 - node:fs']],
    [
      'several at once',
      { from: ['ui', 'orders'], to: ['db', 'npm:pg'] },
      ['orders/store:3 db db/client', 'ui/list:5 db orders/store', 'ui/page:1 db orders/index'].slice(0, 1),
    ],
  ])('takes for an end %s', (_what, entry, expected) => {
    const told = find(entry).map(tell)
    expect(told.slice(0, expected.length)).toEqual(expected)
    if (!Array.isArray(entry.from)) expect(told).toHaveLength(expected.length)
  })

  it('neither judges nor passes what is excepted', () => {
    expect(find({ from: 'ui', to: 'db', except: 'src/orders/index.ts' }).map(tell)).toEqual([
      'ui/list:5 db orders/store',
    ])
    expect(find({ from: 'ui', to: 'db', except: ['src/ui/list.ts'] }).map(tell)).toEqual([
      'ui/page:1 db orders/index',
    ])
    expect(find({ from: 'ui', to: 'db', except: 'src/db/client.ts' })).toEqual([])
  })

  it('counts no more imports than its depth', () => {
    expect(find({ from: 'ui', to: 'db', depth: 1 })).toEqual([])
    expect(find({ from: 'ui', to: 'db', depth: 2 }).map(tell)).toEqual(['ui/list:5 db orders/store'])
    expect(find({ from: 'orders', to: 'db', depth: 1 }).map(tell)).toEqual(['orders/store:3 db db/client'])
  })

  it('sees a direct import through a facade only when that is transparent', () => {
    const facade: EdgeSketch[] = [['ui/x > kit/index query', { definedIn: 'src/db/client.ts' }]]
    expect(find({ from: 'ui', to: 'db', depth: 1 }, {}, facade)).toEqual([])
    expect(find({ from: 'ui', to: 'db', depth: 1 }, { facades: 'transparent' }, facade)).toMatchObject([
      { from: { file: 'src/ui/x.ts' } },
    ])
  })

  it('follows types, and only what it is told to', () => {
    const type: EdgeSketch[] = [['log/t > ui/page Page', { kind: 'type' }]]
    expect(find({ from: 'log', to: 'ui' }, {}, type).map(tell)).toEqual(['log/t:9 ui ui/page'])
    expect(find({ from: 'log', to: 'ui' }, { kinds: new Set(['value']) }, type)).toEqual([])
  })

  it('takes the least of equally short ways, whatever the order of the imports', () => {
    const ways: EdgeSketch[] = [
      'web/a > x/m go',
      'web/a > x/s go',
      'x/s > x/p go',
      'x/m > x/q go',
      'x/m > x/p go',
      'x/q > end/z go',
      'x/p > end/z go',
    ]
    const first = (list: readonly EdgeSketch[]) =>
      forbiddenPath
        .find(
          contextOf(
            forbiddenPath,
            { edges: list },
            { options: { paths: [{ from: 'web', to: 'end', reason: 'r' }] } },
          ),
        )
        .map(({ message }) => message)
    expect(first(ways)[0]).toContain('imports src/x/m.ts, which leads to src/end/z.ts over src/x/p.ts')
    expect(first([...ways].reverse()).sort()).toEqual([...first(ways)].sort())
  })

  it('tells once what two entries forbid', () => {
    const paths = ['ui', 'src/ui/**'].map(from => ({ from, to: 'db', reason: 'r' }))
    expect(find({}, { options: { paths } })).toHaveLength(2)
  })

  it.each<readonly [string, Entry, readonly string[]]>([
    ['nothing', { from: 'ui', to: 'db' }, []],
    ['a ban of a package that nobody uses', { from: 'ui', to: 'npm:left-pad' }, []],
    ['a ban of a builtin that nobody uses', { from: 'ui', to: 'node:net' }, []],
    [
      'a name of nothing',
      { from: 'uii', to: 'db' },
      ['rules.forbidden-path.1.paths.0.from: Did you mean "ui"?'],
    ],
    [
      'one of several',
      { from: ['ui'], to: ['db', 'file:src/nowhere/**'] },
      ['rules.forbidden-path.1.paths.0.to.1'],
    ],
    [
      'an exception of nothing',
      { from: 'ui', to: 'db', except: 'module:x' },
      ['rules.forbidden-path.1.paths.0.except'],
    ],
    ['a builtin that does not exist', { from: 'ui', to: 'node:fss' }, ['rules.forbidden-path.1.paths.0.to']],
    ['a package that imports', { from: 'npm:pg', to: 'db' }, ['rules.forbidden-path.1.paths.0.from']],
    ['a start inside of the end', { from: 'src/ui/*.ts', to: 'ui' }, ['rules.forbidden-path.1.paths.0']],
  ])('is idle because of %s', (_what, entry, expected) => {
    const told = forbiddenPath
      .idle(setUp(entry))
      .map(({ code, place, hint }) => `${code} ${place?.file}: ${hint}`)
    expect(told).toHaveLength(expected.length)
    expected.forEach((each, index) => {
      expect(told[index]).toContain(`rule-empty ${each}`)
    })
  })

  it('is idle without paths', () => {
    expect(forbiddenPath.idle(setUp({}, { options: {} }))).toMatchObject([
      { code: 'rule-empty', place: { file: 'rules.forbidden-path' } },
    ])
  })
})
