import { describe, expect, it } from 'vitest'
import { openOutlines, openWorkingTree } from '../../../src/facts/index.js'
import { type ProjectFiles, temporaryProject } from '../../support/temporary-project.js'

const open = (files: ProjectFiles) => openOutlines(openWorkingTree(temporaryProject(files)))

const outline = (text: string, file = 'a.ts') => open({ [file]: text }).outlineOf(file)

const name = (value: string) => ({ kind: 'name', name: value })
const text = (value: string) => ({ kind: 'text', value })

describe('the outline of an expression', () => {
  it.each<[string, object]>([
    [`'a'`, text('a')],
    ['7', { kind: 'constant', value: 7 }],
    ['/a/g', { kind: 'regexp' }],
    ['1n', { kind: 'unknown' }],
    ['`a${b}`', { kind: 'joined', parts: [text('a'), name('b'), text('')] }],
    [`'a' + b`, { kind: 'joined', parts: [text('a'), name('b')] }],
    ['a - b', { kind: 'unknown' }],
    ['await a', name('a')],
    ['(a as B)!', name('a')],
    ['a?.b', { kind: 'member', of: name('a'), name: text('b') }],
    ['a[b]', { kind: 'member', of: name('a'), name: name('b') }],
    ['a ? b : c', { kind: 'choice', options: [name('b'), name('c')] }],
    ['a ?? b', { kind: 'choice', options: [name('a'), name('b')] }],
    ['a && b', name('b')],
    ['a = b', { kind: 'assign', target: name('a'), value: name('b') }],
    ['[a, ...b]', { kind: 'list', items: [name('a'), { kind: 'spread', of: name('b') }] }],
    [
      '({ a, ...b })',
      { kind: 'record', entries: [{ key: text('a'), value: name('a') }, { spread: name('b') }] },
    ],
    ['new A(b)', { kind: 'call', callee: name('A'), args: [name('b')], made: true, line: 1 }],
    [`require('./b')`, { kind: 'load', specifier: text('./b'), line: 1 }],
    [`await import('./b')`, { kind: 'load', specifier: text('./b'), line: 1 }],
    ['void a', { kind: 'sequence', items: [name('a'), { kind: 'unknown' }] }],
    [
      '<T,>(b: B) => b',
      {
        kind: 'function',
        function: {
          parameters: [{ pattern: name('b'), type: ['B'], field: false }],
          body: [{ kind: 'return', value: name('b') }],
          line: 1,
        },
      },
    ],
  ])('of %s holds what decides on values', (source, expected) => {
    expect(outline(source).statements).toEqual([{ kind: 'run', expression: expected }])
  })

  it('places a chained call where its method is named', () => {
    const [statement] = outline('app\n  .get()\n  .post()').statements
    expect(statement).toMatchObject({ expression: { line: 3, callee: { of: { line: 2 } } } })
  })
})

describe('the outline of statements', () => {
  it.each<[string, readonly object[]]>([
    [
      `import a, { b as c } from 'x'`,
      [
        {
          kind: 'import',
          specifier: 'x',
          names: [
            { local: 'a', symbol: 'default' },
            { local: 'c', symbol: 'b' },
          ],
        },
      ],
    ],
    [`import * as a from 'x'`, [{ kind: 'import', specifier: 'x', names: [{ local: 'a', symbol: '*' }] }]],
    [`import a = require('x')`, [{ kind: 'import', specifier: 'x', names: [{ local: 'a', symbol: '*' }] }]],
    [`import type {} from 'x'`, []],
    [`export * from 'x'`, [{ kind: 'export-from', specifier: 'x', exported: '*', symbol: '*' }]],
    [`export { a as b } from 'x'`, [{ kind: 'export-from', specifier: 'x', exported: 'b', symbol: 'a' }]],
    [`export { a as b }`, [{ kind: 'export', exported: 'b', value: name('a') }]],
    [`export default a`, [{ kind: 'export', exported: 'default', value: name('a') }]],
    [`interface A {}\ntype B = A`, []],
    [
      `if (a) b; else c`,
      [
        {
          kind: 'branch',
          ways: [[{ kind: 'run', expression: name('b') }], [{ kind: 'run', expression: name('c') }]],
        },
      ],
    ],
    [
      `for (const a of b) c`,
      [
        {
          kind: 'loop',
          each: { pattern: name('a'), over: name('b'), by: 'value' },
          body: [{ kind: 'run', expression: name('c') }],
        },
      ],
    ],
    [
      `for (let i = 0; i < a.length; i++) b`,
      [
        {
          kind: 'loop',
          each: { pattern: name('i'), over: name('a'), by: 'key' },
          body: [{ kind: 'run', expression: name('b') }],
        },
      ],
    ],
    [
      `for (let i = 0; i < 3; i++) b`,
      [{ kind: 'loop', each: null, body: [{ kind: 'run', expression: name('b') }] }],
    ],
    [
      `enum A { B = 'b' }`,
      [
        {
          kind: 'declare',
          pattern: name('A'),
          value: { kind: 'record', entries: [{ key: text('B'), value: text('b') }] },
          type: null,
        },
      ],
    ],
    [
      `let a: express.Router`,
      [{ kind: 'declare', pattern: name('a'), value: null, type: ['express', 'Router'] }],
    ],
  ])('of %s holds what the file does', (source, expected) => {
    expect(outline(source).statements).toEqual(expected)
  })

  it('puts imports and functions in front, for they are known before the rest runs', () => {
    const { statements } = outline(`run()\nfunction run() {}\nimport a from 'x'`)
    expect(statements.map(({ kind }) => kind)).toEqual(['declare', 'import', 'run'])
  })

  it('holds classes with their decorators, bases, members and the fields that a constructor declares', () => {
    const source = `@Api('a') class A extends B { static x = 1; @Get() one() {} get two() { return 2 } constructor(private readonly app: Koa) {} abstract three(): void }`
    const [statement] = outline(source).statements
    expect(statement).toMatchObject({
      kind: 'declare',
      value: {
        class: {
          name: 'A',
          base: name('B'),
          decorators: [{ kind: 'call', callee: name('Api'), args: [text('a')] }],
          members: [
            { name: 'x', kind: 'field', static: true },
            { name: 'one', kind: 'method', decorators: [{ kind: 'call' }] },
            { name: 'two', kind: 'getter' },
            { name: 'constructor', value: { function: { parameters: [{ type: ['Koa'], field: true }] } } },
          ],
        },
      },
    })
  })
})

describe('the outlines of a tree', () => {
  it('say why a file cannot be read, and where', () => {
    expect(outline('const a = 1\nconst = 2')).toMatchObject({ statements: [], problem: { line: 2 } })
    expect(outline('<div>{a}</div>', 'a.jsx').problem).toBeNull()
    expect(outline('\ufeffa')).toEqual(outline('a'))
  })

  it('are of scripts alone, tests marked, and made once', () => {
    const tree = open({ 'a.ts': '', 'a.test.ts': '', 'b.d.ts': '', 'c.md': '' })
    expect(tree.files).toEqual([
      { path: 'a.test.ts', test: true },
      { path: 'a.ts', test: false },
    ])
    expect(tree.outlineOf('a.ts')).toBe(tree.outlineOf('a.ts'))
  })

  it('lead from a specifier to a file or a package', () => {
    const tree = open({ 'a.ts': '', 'b/index.ts': '' })
    expect(tree.targetOf('a.ts', './b')).toEqual({ kind: 'file', path: 'b/index.ts' })
    expect(tree.targetOf('a.ts', '@a/b/c')).toEqual({ kind: 'package', name: '@a/b', subpath: 'c' })
    expect(tree.targetOf('a.ts', './gone')).toEqual({ kind: 'nothing' })
  })
})
