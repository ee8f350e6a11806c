import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compareAnswers } from '../../src/shadow/comparing/compare-answers.js'
import { answer, json, pathsOf, plainSettings, settingsWith } from './support/answers.js'

const nothing: ReadonlySet<string> = new Set()
const compare = (one: ReturnType<typeof answer>, other: typeof one, settings = plainSettings) =>
  compareAnswers(one, other, settings, nothing)

test('another status is a difference, and the bodies of different statuses are left alone', () => {
  const comparison = compare(json({ a: 1 }), answer('{"error":"x"}', { status: 500 }))
  expect(comparison).toMatchObject({
    kind: 'different',
    differences: [{ path: 'status', primary: 200, candidate: 500 }],
  })
})

test('statuses that differ by themselves say nothing of the bodies', () => {
  const comparison = compareAnswers(
    json({ a: 1 }),
    answer('{}', { status: 503 }),
    plainSettings,
    new Set(['status']),
  )
  expect(comparison).toMatchObject({ kind: 'not comparable', obstacle: 'different statuses' })
})

test.each([
  ['application/json', 'application/json; charset=UTF-8', 'equal'],
  ['text/html;charset="utf-8"', 'text/html; charset=utf8', 'equal'],
  ['Text/HTML; a=1; b=2', 'text/html;b=2;a=1', 'equal'],
  ['text/html; charset=utf-8', 'text/html; charset=latin1', 'different'],
  ['application/json', 'text/html', 'different'],
])('content types %s and %s are %s', (one, other, kind) => {
  expect(compare(answer('x', { type: one }), answer('x', { type: other })).kind).toBe(kind)
})

test('only chosen headers are compared, all values of them, cookies in any order', () => {
  const one = answer('', { headers: ['ETag', 'a', 'X-Other', '1', 'Set-Cookie', 'a=1', 'set-cookie', 'b=2'] })
  const other = answer('', {
    headers: ['etag', 'b', 'X-Other', '2', 'Set-Cookie', 'b=2', 'Set-Cookie', 'a=1'],
  })
  expect(pathsOf(compare(one, other, settingsWith({ headers: ['etag', 'set-cookie'] })))).toEqual([
    'header:etag',
  ])
  expect(compare(one, other).kind).toBe('equal')
})

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
] as const)('bodies in %s are decoded before they are compared', (encoding, encode) => {
  const headers = ['Content-Encoding', encoding]
  const packed = answer(encode(Buffer.from('{"a":1,"b":2}')), { headers })
  expect(compare(packed, answer('{"b":2,"a":1}')).kind).toBe('equal')
  expect(pathsOf(compare(packed, answer('{"b":3,"a":1}')))).toEqual(['/b'])
})

test('encodings on top of each other are taken off from the last to the first', () => {
  const packed = brotliCompressSync(gzipSync(Buffer.from('[1]')))
  expect(compare(answer(packed, { headers: ['Content-Encoding', 'gzip, br'] }), answer('[1]')).kind).toBe(
    'equal',
  )
})

test('a small body that decodes to a huge one is given up', () => {
  const bomb = answer(gzipSync(Buffer.alloc(50_000_000)), { headers: ['Content-Encoding', 'gzip'] })
  expect(compare(bomb, answer('{}'))).toMatchObject({
    kind: 'not comparable',
    obstacle: 'too large when decoded',
  })
})

test.each([
  ['zstd', 'unknown encoding'],
  ['gzip', 'broken encoding'],
])('a body in %s that cannot be decoded is not comparable', (encoding, obstacle) => {
  const odd = answer('{"a":1}', { headers: ['Content-Encoding', encoding] })
  expect(compare(odd, odd)).toMatchObject({ kind: 'not comparable', obstacle })
})

test('truncated bodies are not comparable, even when what is there is the same', () => {
  const cut = { ...json([1]), truncated: true }
  expect(compare(cut, cut)).toMatchObject({ kind: 'not comparable', obstacle: 'truncated' })
  expect(compare(json([1]), cut).kind).toBe('not comparable')
  expect(compare({ ...cut, status: 201 }, cut).kind).toBe('different')
})

test('an empty body with a content encoding is empty, as after HEAD', () => {
  const empty = answer('', { headers: ['Content-Encoding', 'gzip'] })
  expect(compare(empty, empty).kind).toBe('equal')
})

test('of texts the first difference is shown, with a little of what surrounds it', () => {
  const long = 'x'.repeat(5000)
  const [one, other] = [`${long} the red house ${long}`, `${long} the new house ${long}`]
  const comparison = compare(answer(one, { type: 'text/plain' }), answer(other, { type: 'text/plain' }))
  expect(comparison.differences[0]?.primary).toMatch(/^at 5005: ….* the red house x+…$/)
  expect(comparison.differences[0]?.candidate).toMatch(/^at 5005: ….* the new house x+…$/)
  expect(String(comparison.differences[0]?.primary).length).toBeLessThan(150)
})

test('an excerpt shows no piece of a token that began before it', () => {
  const token = (end: string): string =>
    `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${'s'.repeat(60)}${end}`
  const page = (end: string) => answer(`<p>${token(end)}</p>`, { type: 'text/html' })
  const comparison = compare(page('A'), page('B'))
  expect(comparison.kind).toBe('different')
  expect(JSON.stringify(comparison)).not.toContain('sss')
})

test('binary bodies are compared as bytes and described by their hashes', () => {
  const image = (last: number) => answer(Buffer.from([137, 80, 0, last]), { type: 'image/png' })
  expect(compare(image(1), image(1)).kind).toBe('equal')
  expect(compare(image(1), image(2)).differences).toMatchObject([
    { path: 'body', primary: expect.stringMatching(/^4 bytes, SHA-256 [\da-f]{64}$/) },
  ])
})

test('bytes that are no valid text are not called equal because their replacements are', () => {
  const odd = (byte: number) => answer(Buffer.from([0x61, byte]), { type: 'text/plain; charset=utf-8' })
  expect(compare(odd(0xff), odd(0xfe)).kind).toBe('different')
})

test('JSON that cannot be read is compared as text', () => {
  expect(pathsOf(compare(answer('{"a":'), answer('{"b":')))).toEqual(['body'])
})

test('answers that differ in noise only are equal, and the noise is marked', () => {
  const noise = new Set(['/items/*/at'])
  const body = (at: number, price: number) => json({ items: [{ at, price }] })
  const equal = compareAnswers(body(1, 5), body(2, 5), plainSettings, noise)
  expect(equal).toMatchObject({ kind: 'equal', differences: [{ path: '/items/0/at', noise: true }] })
  expect(compareAnswers(body(1, 5), body(2, 6), plainSettings, noise).kind).toBe('different')
})

test('noise cannot crowd out a real difference', () => {
  const body = (at: number, end: string) => json([...Array.from({ length: 3000 }, () => ({ at })), { end }])
  const comparison = compareAnswers(body(1, 'a'), body(2, 'b'), plainSettings, new Set(['/*/at']))
  expect(comparison).toMatchObject({ kind: 'different', omitted: 2997, patternsComplete: true })
  expect(pathsOf(comparison)).toContain('/3000/end')
})

test('too much noise to see the end is not comparable rather than equal', () => {
  const body = (value: number) => json(Array.from({ length: 20_000 }, () => value))
  const comparison = compareAnswers(body(1), body(2), plainSettings, new Set(['/*']))
  expect(comparison).toMatchObject({ kind: 'not comparable', obstacle: 'too many differences' })
})

test('a time that is gone or empty is another difference than another time', () => {
  const body = (at: unknown) => json({ at })
  const patterns = ['2024-02-02T00:00:00Z', '', null, 5].map(
    at => compare(body('2024-01-01T00:00:00Z'), body(at)).differences[0]?.pattern,
  )
  expect(patterns).toEqual(['/at', '/at (type)', '/at (type)', '/at (type)'])
})

test.each([
  ['abc', ''],
  ['0b4e7f7e-5d3b-4c7c-9a51-7d6a3d1f0c11', 'undefined'],
])('a text of the form of %j is another kind of text than %j', (one, other) => {
  expect(compare(json({ a: one }), json({ a: other })).differences[0]).toMatchObject({
    kind: 'type',
    pattern: '/a (type)',
  })
})
