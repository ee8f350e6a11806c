import { expect, test } from 'vitest'
import { compareTexts, pathsOf } from './support/answers.js'
import { type Plain, randomJson, seededRandom, shuffled, shuffledText } from './support/random.js'

test('equal documents are equal whatever the order of their keys', () => {
  const random = seededRandom(3)
  for (let run = 0; run < 1000; run += 1) {
    const value = randomJson(random, 5)
    const comparison = compareTexts(shuffledText(value, random), shuffledText(value, random))
    expect(comparison).toMatchObject({ kind: 'equal', differences: [] })
  }
})

test('one changed leaf is found at its path, and nothing else', () => {
  const random = seededRandom(4)
  for (let run = 0; run < 1000; run += 1) {
    const value = { start: randomJson(random, 5), end: 0 }
    const leaves = leavesOf(value, [])
    const keys = leaves[Math.floor(random() * leaves.length)] ?? []
    const changed = replaced(value, keys, 'something else')
    const comparison = compareTexts(shuffledText(value, random), shuffledText(changed, random))
    expect(comparison.kind).toBe('different')
    expect(pathsOf(comparison)).toEqual([pointer(keys)])
    expect(comparison.differences[0]?.candidate).toBe('something else')
  }
})

test('one left out member is found at its path', () => {
  const comparison = compareTexts('{"a":{"b":[1,2,{"c":3}]}}', '{"a":{"b":[1,2,{}]}}')
  expect(comparison.differences).toMatchObject([
    { path: '/a/b/2/c', pattern: '/a/b/*/c (missing)', kind: 'missing', primary: 3, candidate: undefined },
  ])
})

test('elements of unordered arrays may come in any order, but each as often as in the other', () => {
  const random = seededRandom(5)
  const unordered = ['/list', '/list/*/inner']
  for (let run = 0; run < 300; run += 1) {
    const inner = Array.from({ length: 4 }, () => randomJson(random, 2))
    const list = Array.from({ length: 6 }, () => ({ inner, value: randomJson(random, 2) }))
    const other = shuffled(list, random).map(item => ({ ...item, inner: shuffled(inner, random) }))
    const [one, two] = [shuffledText({ list }, random), shuffledText({ list: other }, random)]
    expect(compareTexts(one, two, { unordered }).kind).toBe('equal')
  }
  expect(compareTexts('[1,1,2]', '[1,2,2]', { unordered: ['/'] }).kind).toBe('different')
  expect(compareTexts('[1,2]', '[2,1]').kind).toBe('different')
})

test('what is left over of unordered arrays is reported as missing and added', () => {
  const comparison = compareTexts('{"tags":["a","b","c"]}', '{"tags":["d","c","e"]}', {
    unordered: ['/tags'],
  })
  expect(comparison.differences.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
    'missing /tags/0',
    'missing /tags/1',
    'added /tags/0',
    'added /tags/2',
  ])
})

test('elements with the same identifier are compared with each other', () => {
  const comparison = compareTexts(
    '[{"id":1,"price":5,"at":1},{"id":2,"price":7,"at":1},{"id":3,"price":1}]',
    '[{"id":3,"price":2},{"id":2,"price":8,"at":2},{"id":1,"price":5,"at":2}]',
    { unordered: ['/'], ignore: ['/*/at'] },
  )
  expect(comparison.differences).toMatchObject([
    { path: '/2/price', primary: 1, candidate: 2 },
    { path: '/1/price', primary: 7, candidate: 8 },
  ])
})

test('elements within tolerance belong together', () => {
  const settings = { unordered: ['/'], tolerances: { '/*/x': 0.1 } }
  expect(compareTexts('[{"x":1},{"x":2}]', '[{"x":2.05},{"x":1.05}]', settings).kind).toBe('equal')
  expect(compareTexts('[{"x":1},{"x":2}]', '[{"x":2.2},{"x":1.05}]', settings).kind).toBe('different')
})

test('ignored places may differ, be there or not, and `*` stands for any key or index', () => {
  const ignore = ['/items/*/at', '/a~1b/*']
  expect(compareTexts('{"items":[{"at":1},{"at":2}]}', '{"items":[{"at":3},{}]}', { ignore }).kind).toBe(
    'equal',
  )
  expect(compareTexts('{"a/b":{"x":1}}', '{"a/b":{"y":2}}', { ignore }).kind).toBe('equal')
  expect(pathsOf(compareTexts('{"items":{"at":1}}', '{"items":{"at":2}}', { ignore }))).toEqual(['/items/at'])
})

test.each([
  ['{"n":1.00}', '{"n":1.01}', 0.01, 'equal'],
  ['{"n":1.00}', '{"n":1.02}', 0.01, 'different'],
  ['{"n":"2024-01-01T00:00:00Z"}', '{"n":"2024-01-01T01:00:01+01:00"}', 1000, 'equal'],
  ['{"n":"2024-01-01T00:00:00Z"}', '{"n":"2024-01-01T00:00:02Z"}', 1000, 'different'],
  ['{"n":"2024-01-01 00:00:00"}', '{"n":"2024-01-01T00:00:00Z"}', 0, 'equal'],
  ['{"n":"yesterday"}', '{"n":"today"}', 1000, 'different'],
  ['{"n":9007199254740993}', '{"n":9007199254740992}', 0.5, 'different'],
] as const)('%s and %s within %d are %s', (one, other, tolerance, kind) => {
  expect(compareTexts(one, other, { tolerances: { '/n': tolerance } }).kind).toBe(kind)
})

test('big numbers that share a double are not called equal', () => {
  expect(pathsOf(compareTexts('{"id":9007199254740993}', '{"id":9007199254740992}'))).toEqual(['/id'])
  expect(compareTexts('[1.0, 1e2, 9007199254740993.0]', '[1,100,9007199254740993]').kind).toBe('equal')
})

test('a hundred thousand levels are compared without overflowing the stack', () => {
  const levels = 100_000
  const nested = (leaf: string): string => '{"a":['.repeat(levels) + leaf + ']}'.repeat(levels)
  const comparison = compareTexts(nested('1'), nested('2'))
  expect(comparison).toMatchObject({ kind: 'different', differences: [{ primary: 1, candidate: 2 }] })
  expect(comparison.differences[0]?.path).toMatch(/^(?:\/[a0]){64}\/…$/)
  const unordered = compareTexts(`[${nested('1')},1]`, `[1,${nested('1')}]`, { unordered: ['/'] })
  expect(unordered.kind).toBe('equal')
})

test('the work grows with the documents and not with their square', () => {
  const list = (from: number): string =>
    JSON.stringify(Array.from({ length: 60_000 }, (_, at) => ({ v: from + at })))
  const settings = { unordered: ['/'], tolerances: { '/*/v': 0.5 } }
  const started = process.cpuUsage().user
  // Nothing matches: each with each would be 3.6 billion trials.
  expect(compareTexts(list(0), list(1_000_000), settings).kind).toBe('different')
  expect(process.cpuUsage(undefined).user - started).toBeLessThan(10_000_000)
})

function leavesOf(value: Plain, keys: readonly string[]): (readonly string[])[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [keys]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...keys, key]))
}

function replaced(value: Plain, keys: readonly string[], leaf: Plain): Plain {
  const [key, ...rest] = keys
  if (key === undefined || typeof value !== 'object' || value === null) return leaf
  if (Array.isArray(value)) {
    return value.map((item, at) => (String(at) === key ? replaced(item, rest, leaf) : item))
  }
  return { ...value, [key]: replaced(value[key] ?? null, rest, leaf) }
}

function pointer(keys: readonly string[]): string {
  return keys.map(key => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
