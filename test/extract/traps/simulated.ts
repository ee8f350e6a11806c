/** A method of `Trees` in `src/trees/trees.js`, a test that crosses to it, and what has to be told. */
export interface SimulatedTrap {
  readonly name: string
  readonly method: string
  readonly test: string
  /** What has to be seen of the operation, as `kind path detail`; `breaks` when the test has to be named instead. */
  readonly told: RegExp | 'breaks'
}

/** Around the methods: what they keep. */
export const treesBefore = `import { AsyncLocalStorage } from 'node:async_hooks'
export const who = new AsyncLocalStorage()
export class Rotten extends Error { constructor(ring) { super('rotten'); this.name = 'Rotten'; this.ring = ring } }
class Trunk { constructor(rings) { this.rings = rings } grow() { this.rings += 1 } get age() { return this.rings } }
class Bark { #layers = 3; layers() { return this.#layers } }
const kept = { name: 'oak', leaves: ['a'] }
let felled = 0
let handed = null
`

/** Around the tests. */
export const testsBefore = `import test from 'node:test'
import assert from 'node:assert/strict'
import { Rotten, Trees, who } from '../src/trees/trees.js'
const trees = new Trees()
const later = ms => new Promise(resolve => setTimeout(resolve, ms))
`

const answers = (name: string, value: string, check: string, told: RegExp): SimulatedTrap => ({
  name: `${name} in the answer`,
  method: `async NAME() { return ${value} }`,
  test: `const answer = await trees.NAME(); ${check}`,
  told,
})

export const simulatedTraps: readonly SimulatedTrap[] = [
  answers('a date', '{ planted: new Date(0) }', 'assert.equal(answer.planted.getTime(), 0)', /^codec .*date/),
  answers(
    'a date that is none',
    "{ planted: new Date('never') }",
    'assert.ok(Number.isNaN(answer.planted.getTime()))',
    /^codec .*date/,
  ),
  answers('a map', "new Map([['oak', 1]])", "assert.equal(answer.get('oak'), 1)", /^codec .*map/),
  answers('a set', "new Set(['oak'])", "assert.ok(answer.has('oak'))", /^codec .*set/),
  answers('a bigint', '{ leaves: 10n }', 'assert.equal(answer.leaves, 10n)', /^codec .*bigint/),
  answers('a buffer', "Buffer.from('oak')", "assert.equal(answer.toString(), 'oak')", /^codec .*bytes/),
  answers('a typed array', 'new Float64Array([1.5])', 'assert.equal(answer[0], 1.5)', /^codec .*bytes/),
  answers(
    'a number that is none',
    '{ height: NaN }',
    'assert.ok(Number.isNaN(answer.height))',
    /^codec .*number/,
  ),
  answers('a number without end', '[Infinity]', 'assert.equal(answer[0], Infinity)', /^codec .*number/),
  answers('a zero with a sign', '{ slope: -0 }', 'assert.ok(Object.is(answer.slope, -0))', /^codec .*number/),
  answers(
    'undefined within a list',
    "['oak', undefined]",
    'assert.equal(answer[1], undefined)',
    /^codec .*undefined/,
  ),
  answers('a list with holes', '[, 1]', 'assert.equal(0 in answer, false)', /^codec .*hole/),
  answers(
    'a property under a symbol',
    "{ name: 'oak', [Symbol.for('kind')]: 'tree' }",
    "assert.equal(answer.name, 'oak')",
    /^result .*symbol-key/,
  ),
  answers('a regular expression', '/oak/g', "assert.ok(answer.test('oak'))", /^codec .*regexp/),
  answers(
    'an instance with methods',
    'new Trunk(3)',
    'answer.grow(); assert.equal(answer.age, 4)',
    /^result class-instance Trunk/,
  ),
  answers(
    'an instance with private fields',
    'new Bark()',
    'assert.equal(answer.layers(), 3)',
    /^result class-instance Bark/,
  ),
  answers(
    'an error among the data',
    '{ failed: new Rotten(3) }',
    'assert.ok(answer.failed instanceof Rotten)',
    /Rotten|error/,
  ),
  answers(
    'a circle',
    "(() => { const tree = { name: 'oak' }; tree.self = tree; return tree })()",
    'assert.equal(answer.self, answer)',
    /^result .*cycle/,
  ),
  answers(
    'the same object at two places',
    '(() => { const leaf = {}; return [leaf, leaf] })()',
    'assert.equal(answer[0], answer[1])',
    /^result .*shared-reference/,
  ),
  answers(
    'a function among the data',
    "{ name: () => 'oak' }",
    "assert.equal(answer.name(), 'oak')",
    /^result .*function/,
  ),
  answers(
    'a promise among the data',
    "{ name: Promise.resolve('oak') }",
    "assert.equal(await answer.name, 'oak')",
    /^result .*promise/,
  ),
  answers('a weak map', 'new WeakMap()', 'assert.equal(answer.has({}), false)', /^result .*weak-reference/),
  answers(
    'a proxy',
    "new Proxy({ name: 'oak', height: 1 }, { get: (of, key) => (key === 'height' ? Math.random() : of[key]) })",
    'assert.notEqual(answer.height, answer.height)',
    /^result .*(proxy|accessor)/,
  ),
  answers(
    'a getter',
    '{ get height() { return Math.random() } }',
    'assert.notEqual(answer.height, answer.height)',
    /^result .*accessor/,
  ),
  answers(
    'a list with a name of its own',
    "Object.assign(['oak'], { total: 9 })",
    'assert.equal(answer.total, 9)',
    /^result .*array-property/,
  ),
  answers(
    'a hidden property',
    "Object.defineProperty({}, 'hidden', { value: 1 })",
    'assert.equal(answer.hidden, 1)',
    /^result .*not-enumerable/,
  ),
  answers(
    'a frozen object',
    "Object.freeze({ name: 'oak' })",
    'assert.ok(Object.isFrozen(answer))',
    /^result .*frozen/,
  ),
  answers('very much', "'oak'.repeat(2_000_000)", 'assert.equal(answer.length, 6_000_000)', /large|bytes/),
  {
    name: 'an argument is changed before the answer',
    method: 'async NAME(tree) { tree.height = 9 }',
    test: 'const tree = { height: 1 }; await trees.NAME(tree); assert.equal(tree.height, 9)',
    told: /^mutated-argument/,
  },
  {
    name: 'an argument is changed after the answer',
    method: 'async NAME(tree) { setTimeout(() => { tree.height = 9 }, 20) }',
    test: 'const tree = { height: 1 }; await trees.NAME(tree); await later(60); assert.equal(tree.height, 9)',
    told: 'breaks',
  },
  {
    name: 'the caller changes its argument while the call is under way',
    method: 'async NAME(tree) { await null; await null; return tree.height }',
    test: 'const tree = { height: 1 }; const asked = trees.NAME(tree); tree.height = 2; assert.equal(await asked, 2)',
    told: 'breaks',
  },
  {
    name: 'the caller changes an object that the callee keeps',
    method: 'async NAME(tree) { if (tree) handed = tree; return handed.height }',
    test: 'const tree = { height: 1 }; await trees.NAME(tree); tree.height = 5; assert.equal(await trees.NAME(), 5)',
    told: 'breaks',
  },
  {
    name: 'the caller changes what it got and asks again',
    method: 'async NAME() { return kept }',
    test: "(await trees.NAME()).leaves.push('b'); assert.equal((await trees.NAME()).leaves.length, 2)",
    told: /^mutated-result/,
  },
  {
    name: 'two answers are one object',
    method: 'async NAME() { return kept }',
    test: 'assert.equal(await trees.NAME(), await trees.NAME())',
    told: /^same-result/,
  },
  {
    name: 'an error with a cause',
    method: 'async NAME() { throw new Rotten(new Date(0), 1, Object) }',
    test: 'await assert.rejects(trees.NAME(), error => error.ring.getTime() === 0)',
    told: /^error-class Rotten/,
  },
  {
    name: 'many errors in one',
    method: "async NAME() { throw new AggregateError([new Rotten(1), new TypeError('no')], 'both') }",
    test: 'await assert.rejects(trees.NAME(), error => error.errors[0] instanceof Rotten)',
    told: /^error-class AggregateError/,
  },
  {
    name: 'a text is thrown',
    method: "async NAME() { throw 'rotten' }",
    test: "await assert.rejects(trees.NAME(), error => error === 'rotten')",
    told: /^not-an-error/,
  },
  {
    name: 'nothing is thrown',
    method: 'async NAME() { throw undefined }',
    test: 'await trees.NAME().then(() => assert.fail(), error => assert.equal(error, undefined))',
    told: /^not-an-error/,
  },
  {
    name: 'it throws before it answers',
    method: "NAME(tree) { if (tree === null) throw new TypeError('no tree'); return Promise.resolve(tree) }",
    test: 'assert.throws(() => trees.NAME(null), TypeError)',
    told: /^sync-throw/,
  },
  {
    name: 'its effect is there before it is waited for',
    method: 'async NAME() { felled += 1; return felled }',
    test: 'const asked = trees.NAME(); assert.equal(Trees.felled(), 1); await asked',
    told: 'breaks',
  },
  {
    name: 'two calls at once end in the order in which they began',
    method: 'async NAME(name) { kept.order = [...(kept.order ?? []), name]; return kept.order.length }',
    test: "const all = await Promise.all([trees.NAME('a'), trees.NAME('b')]); assert.deepEqual(all, [1, 2])",
    told: /^concurrent/,
  },
  {
    name: 'nobody waits',
    method: 'async NAME() { felled += 0 }',
    test: 'trees.NAME(); await later(60)',
    told: /^floating/,
  },
  {
    name: 'a function is handed over',
    method: 'async NAME(each) { return each(3) }',
    test: 'assert.equal(await trees.NAME(n => n + 1), 4)',
    told: /^callback/,
  },
  {
    name: 'the callee calls back into the caller',
    method: 'async NAME(gardener) { return gardener.water(2) }',
    test: 'assert.equal(await trees.NAME({ water: n => n * 2 }), 4)',
    told: /^(argument|callback) .*function|^callback/,
  },
  {
    name: 'a signal of the caller ends the work',
    method: 'async NAME(signal) { await later(30); if (signal.aborted) throw signal.reason; return 1 } ',
    test: 'const end = new AbortController(); const asked = trees.NAME(end.signal); end.abort(); await assert.rejects(asked)',
    told: /^argument .*platform/,
  },
  {
    name: 'the answer comes piece by piece',
    method: 'async *NAME() { yield 1; yield 2 }',
    test: 'let sum = 0; for await (const n of trees.NAME()) sum += n; assert.equal(sum, 3)',
    told: /^iterator/,
  },
  {
    name: 'the callee finds who is asking in the context of the call',
    method: 'async NAME() { return who.getStore()?.name }',
    test: "assert.equal(await who.run({ name: 'Ada' }, () => trees.NAME()), 'Ada')",
    told: 'breaks',
  },
  {
    name: 'an object of the callee comes back to it',
    method: 'async NAME(tree) { return tree === undefined ? kept : tree === kept }',
    test: 'assert.equal(await trees.NAME(await trees.NAME()), true)',
    told: /^came-back/,
  },
]

/** Nothing of these is lost. */
export const simulatedLookAlikes: readonly Omit<SimulatedTrap, 'told'>[] = [
  {
    name: 'plain data there and back',
    method: 'async NAME(tree) { return { ...tree, height: tree.height + 1, tags: [null, true] } }',
    test: "assert.deepEqual(await trees.NAME({ name: 'oak', height: 1 }), { name: 'oak', height: 2, tags: [null, true] })",
  },
  {
    name: 'a copy of the argument is changed',
    method: 'async NAME(tree) { const own = structuredClone(tree); own.height = 9; return own.height }',
    test: 'const tree = { height: 1 }; await trees.NAME(tree); assert.equal(tree.height, 1)',
  },
  {
    name: 'a date as text',
    method: 'async NAME() { return new Date(0).toISOString() }',
    test: "assert.equal(await trees.NAME(), '1970-01-01T00:00:00.000Z')",
  },
  {
    name: 'an error that stays inside',
    method: "async NAME() { try { throw new Rotten(1) } catch { return 'sound' } }",
    test: "assert.equal(await trees.NAME(), 'sound')",
  },
]
