import { expect, test } from 'vitest'
import { withinTolerance } from '../../src/shadow/comparing/decimal.js'
import { isArray, isObject, type JsonValue } from '../../src/shadow/comparing/json-value.js'
import { parseJson } from '../../src/shadow/comparing/parse-json.js'
import { randomJson, seededRandom, shuffledText } from './support/random.js'

test('whatever JSON.parse reads is read the same', () => {
  const random = seededRandom(1)
  for (let run = 0; run < 2000; run += 1) {
    const text = shuffledText(randomJson(random, 4), random)
    expect(plain(parseJson(text))).toEqual(JSON.parse(text))
  }
})

test('whatever JSON.parse refuses is refused', () => {
  const random = seededRandom(2)
  const characters = '[]{},:"\\01-+.eEtruefalsn \u0001'
  let refused = 0
  for (let run = 0; run < 20_000; run += 1) {
    const text = broken(shuffledText(randomJson(random, 2), random), characters, random)
    if (readable(text)) expect(parseJson(text), text).not.toBeUndefined()
    else {
      refused += 1
      expect(parseJson(text), text).toBeUndefined()
    }
  }
  expect(refused).toBeGreaterThan(1000)
})

test.each([
  '',
  ' ',
  '[',
  '{"a"}',
  '[1,]',
  '{"a":1,}',
  '01',
  '1.',
  '.5',
  '+1',
  '"\t"',
  '"\\x"',
  '1 2',
  'nul',
  '[1]]',
])('%j is no JSON', text => {
  expect(parseJson(text)).toBeUndefined()
})

test('a document of a million levels is read without overflowing the stack', () => {
  const levels = 1_000_000
  let value = parseJson('['.repeat(levels) + ']'.repeat(levels))
  let depth = 0
  while (isArray(value)) {
    depth += 1
    value = value[0]
  }
  expect(depth).toBe(levels)
})

test.each([
  ['1.0', '1'],
  ['10e-1', '1'],
  ['-0', '0'],
  ['0.0e5', '0'],
  ['1E+2', '100'],
  ['9007199254740993.0', '9007199254740993'],
  ['12345678901234567890e-1', '1234567890123456789'],
  ['1e400', '10e399'],
])('%s and %s are the same number', (one, other) => {
  expect(parseJson(one)).toEqual(parseJson(other))
})

test.each([
  ['9007199254740993', '9007199254740992'],
  ['0.1', '0.10000000000000001'],
  ['1e400', '1e401'],
  ['-1e400', '1e400'],
  ['1e-400', '0'],
  ['123456789012345678', '123456789012345679'],
  ['1e9999999999999999999', '1e9999999999999999998'],
])('%s and %s are two numbers', (one, other) => {
  expect(parseJson(one)).not.toEqual(parseJson(other))
})

test('the last of duplicate keys counts, and no key is special', () => {
  const value = parseJson('{"a":1,"__proto__":2,"a":3}')
  expect(isObject(value) && [...value]).toEqual([
    ['a', 3],
    ['__proto__', 2],
  ])
})

test('tolerances are kept in decimal, where doubles would miss by a hair', () => {
  expect(withinTolerance(1.1, 1, 0.1)).toBe(true)
  expect(withinTolerance(1.1, 1, 0.0999)).toBe(false)
  const [one, other] = [parseJson('9007199254740993'), parseJson('9007199254740992')]
  expect(withinTolerance(one as number, other as number, 1)).toBe(true)
  expect(withinTolerance(one as number, other as number, 0.5)).toBe(false)
  expect(withinTolerance(parseJson('1e1000000') as number, 1, 1)).toBe(false)
})

function plain(value: JsonValue | undefined): unknown {
  if (isArray(value)) return value.map(plain)
  if (isObject(value)) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]))
  return typeof value === 'object' && value !== null ? Number(value.text) : value
}

function broken(text: string, characters: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1))
  const inserted = characters[Math.floor(random() * characters.length)] ?? ''
  return text.slice(0, at) + inserted + text.slice(at + Math.floor(random() * 2))
}

function readable(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
