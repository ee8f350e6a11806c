import { beforeAll, describe, expect, test } from 'vitest'
import type { Contract } from '../../../../src/extract/contract/contract.js'
import { contractOf } from '../contract-of.js'

const declarations = `
import { Observable } from 'rxjs'
import * as E from 'fp-ts/Either'
import { Option } from 'fp-ts/Option'
import Decimal from 'decimal.js'
import { BigNumber } from 'bignumber.js'
import { DateTime } from 'luxon'
import { ObjectId } from 'mongodb'
import type { EntityManager } from 'typeorm'
import type { Mystery } from 'nowhere'
export enum Size { Small, Large = 5 }
export enum Colour { Red = 'red', Blue = 'blue' }
export const enum Level { Low = 1 << 1, High = Low * 4 }
export interface Line { sku: string; count: number; note?: string }
export interface Tree { value: string; children: Tree[] }
export interface Chain { next: Chain | null }
export type Json = string | number | null | Json[] | { [key: string]: Json }
export type UserId = string & { readonly __brand: 'UserId' }
export interface Page<T> { items: T[]; next: string | null }
export type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number }
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: string }
export type Maybe<T> = { tag: 'some'; value: T } | { tag: 'none' }
export class Draft { id = ''; lines: Line[] = [] }
export class Cart { lines: Line[] = []; add(line: Line) { this.lines.push(line) } get size() { return this.lines.length } }
export class Vault { #secret = ''; open() { return this.#secret } }
export class Left<L> { constructor(readonly value: L) {} isLeft(): this is Left<L> { return true } }
export class Right<A> { constructor(readonly value: A) {} isLeft(): boolean { return false } }
export class Result<T> { isSuccess = true; error = ''; private _value!: T; getValue(): T { return this._value } }
export class Refused extends Error { readonly code = 'refused'; constructor(readonly reason: string) { super(reason) } }
export interface Port { send(line: Line): Promise<void>; close(): void }
export interface Late { id: string; lines: Promise<Line[]> }
export interface Documented {
  /** Where it goes. */
  to: string
  /** @deprecated */
  fax: string
}
export abstract class Base { abstract id: string }
export type Deep<T> = { value: T; deeper: Deep<T[]> }
`

const text = { kind: 'string' }
const number = { kind: 'number', nonFinite: true }
const none = { kind: 'null' }
const nothing = { kind: 'undefined' }
const line = { kind: 'reference', $ref: 'Line' }
const date = { kind: 'date' }
const any = { kind: 'any', written: 'any' }
const list = (items: unknown) => ({ kind: 'array', items })
const choice = (...values: readonly unknown[]) => ({ kind: 'enum', name: null, enum: values })
/** Members in any order. */
const union = (...anyOf: readonly unknown[]) => ({
  kind: 'union',
  anyOf: expect.toSatisfy(
    (found: unknown[]) =>
      found.length === anyOf.length && anyOf.every(each => found.some(other => isEqual(other, each))),
  ),
  discriminator: null,
})
function isEqual(left: unknown, right: unknown): boolean {
  try {
    expect(left).toEqual(right)
    return true
  } catch {
    return false
  }
}
const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  kind: 'object',
  properties,
  required,
  additionalProperties: true,
})
const refused = (why: string, type: string) => ({ kind: 'refused', why, type })
const outcome = (form: string, success: unknown, failure: unknown) =>
  expect.objectContaining({ outcome: { form, success, failure } })
const converted = (name: string, format: string) => ({ kind: 'converted', class: name, format })

/** How a type is written, and what becomes of it; types that have a name are looked up. */
const forms: readonly (readonly [type: string, schema: unknown])[] = [
  ['string', text],
  ['number', number],
  ['boolean', { kind: 'boolean' }],
  ['bigint', { kind: 'bigint' }],
  ['null', none],
  ['undefined', nothing],
  ['void', nothing],
  ['unknown', { kind: 'any', written: 'unknown' }],
  ['any', any],
  ['object', { kind: 'any', written: 'unknown' }],
  ['{}', object({})],
  ['never', refused('never', 'never')],
  ["'a'", choice('a')],
  ['5', choice(5)],
  ['true', choice(true)],
  ['10n', { kind: 'bigint' }],
  ["'b' | 'a' | 3", choice(3, 'a', 'b')],
  ['string | null', union(text, none)],
  ['string | undefined', union(nothing, text)],
  ['boolean | null', union(none, { kind: 'boolean' })],
  ['string | number', union(text, number)],
  ["'a' | null | undefined", union(nothing, none, choice('a'))],
  ['Date | string', union(text, date)],
  ['Date', date],
  ['RegExp', { kind: 'regexp' }],
  ['URL', { kind: 'url' }],
  ['URLSearchParams', { kind: 'url-search-params' }],
  ['Uint8Array', { kind: 'bytes', of: 'Uint8Array' }],
  ['Float64Array', { kind: 'bytes', of: 'Float64Array' }],
  ['ArrayBuffer', { kind: 'bytes', of: 'ArrayBuffer' }],
  ['Buffer', { kind: 'bytes', of: 'Buffer' }],
  ['string[]', list(text)],
  ['ReadonlyArray<Date>', list(date)],
  ['readonly (string | null)[]', list(union(text, none))],
  ['string[][]', list(list(text))],
  ['Line[]', list(line)],
  ['[string, number]', { kind: 'tuple', prefixItems: [text, number], minItems: 2, items: null }],
  [
    '[a: string, b?: Date]',
    { kind: 'tuple', prefixItems: [text, union(nothing, date)], minItems: 1, items: null },
  ],
  ['[string, ...number[]]', { kind: 'tuple', prefixItems: [text], minItems: 1, items: number }],
  ['[...string[], number]', { kind: 'tuple', prefixItems: [], minItems: 1, items: union(text, number) }],
  ['readonly [1, 2]', { kind: 'tuple', prefixItems: [choice(1), choice(2)], minItems: 2, items: null }],
  ['Map<string, Line>', { kind: 'map', key: text, value: line }],
  [
    'ReadonlyMap<Date, Set<bigint>>',
    { kind: 'map', key: date, value: { kind: 'set', items: { kind: 'bigint' } } },
  ],
  ['Set<string>', { kind: 'set', items: text }],
  ['Record<string, Date>', { ...object({}), additionalProperties: date }],
  ["Record<'a' | 'b', number>", object({ a: number, b: number })],
  ['{ [id: number]: string }', { ...object({}), additionalProperties: text }],
  [
    '{ a: string; [key: string]: string | number }',
    { ...object({ a: text }), additionalProperties: union(text, number) },
  ],
  ['{ [key: `x-${string}`]: string }', { ...object({}), patternProperties: { '^x-[\\s\\S]*$': text } }],
  [
    '`order-${number}`',
    {
      kind: 'string',
      pattern: '^order--?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$',
    },
  ],
  ['Uppercase<string>', text],
  ['{ a: string; b?: number }', object({ a: text, b: union(nothing, number) }, ['a'])],
  ['{ a: string | undefined }', object({ a: union(nothing, text) })],
  ['{ readonly a: string }', object({ a: text })],
  ['Line', line],
  [
    'Partial<Line>',
    object({ sku: union(nothing, text), count: union(nothing, number), note: union(nothing, text) }, []),
  ],
  ["Pick<Line, 'sku'>", object({ sku: text })],
  ["Omit<Line, 'note' | 'count'>", object({ sku: text })],
  ['ReturnType<() => { a: Date }>', object({ a: date })],
  ["Line['sku']", text],
  ['keyof Line', choice('count', 'note', 'sku')],
  ['Awaited<Promise<string>>', text],
  ['NonNullable<string | null>', text],
  ['{ a: string } & { b: Date }', object({ a: text, b: date })],
  ['UserId', { ...text, brand: 'UserId' }],
  ['Size', { kind: 'reference', $ref: 'Size' }],
  ['Size.Large', { kind: 'enum', name: 'Size', enum: [5], names: ['Large'] }],
  ['Colour | null', union(none, { kind: 'reference', $ref: 'Colour' })],
  ['Level', { kind: 'reference', $ref: 'Level' }],
  ['Tree', { kind: 'reference', $ref: 'Tree' }],
  ['Json', { kind: 'reference', $ref: 'Json' }],
  ['Page<Line>', { kind: 'reference', $ref: 'Page_Line' }],
  ['Page<Date>', { kind: 'reference', $ref: 'Page_Date' }],
  ['Shape', { kind: 'reference', $ref: 'Shape' }],
  ['Outcome<Line>', { kind: 'reference', $ref: 'Outcome_Line' }],
  ['Maybe<string>', { kind: 'reference', $ref: 'Maybe_string' }],
  ['Draft', { kind: 'reference', $ref: 'Draft' }],
  ['Cart', { kind: 'reference', $ref: 'Cart' }],
  ['Vault', refused('private-state', 'Vault')],
  ['Left<string> | Right<Line>', outcome('either', line, text)],
  ['Result<Line>', { kind: 'reference', $ref: 'Result_Line' }],
  ['Refused', { kind: 'error', error: 'Refused' }],
  ['Error', { kind: 'error', error: null }],
  ['TypeError', { kind: 'error', error: 'TypeError' }],
  ['() => void', refused('function', '() => void')],
  ['Function', refused('function', 'Function')],
  ['{ done: () => void }', object({ done: refused('function', '() => void') })],
  ['Port', refused('function', 'Port')],
  ['typeof Draft', refused('function', 'typeof Draft')],
  ['Promise<string>', refused('promise', 'Promise')],
  ['AsyncIterable<string>', refused('iterator', 'AsyncIterable')],
  ['Iterator<string>', refused('iterator', 'Iterator')],
  ['ReadableStream', refused('stream', 'ReadableStream')],
  ['AbortSignal', refused('platform-object', 'AbortSignal')],
  ['symbol', refused('symbol', 'symbol')],
  ['WeakMap<object, string>', refused('weak-reference', 'WeakMap')],
  ['{ [Symbol.iterator]: string; a: string }', object({ a: text })],
  ['Observable<string>', refused('stream', 'Observable')],
  ['Decimal', converted('Decimal', 'decimal')],
  ['BigNumber | null', union(converted('BigNumber', 'decimal'), none)],
  ['DateTime', converted('DateTime', 'date-time')],
  ['ObjectId[]', list(converted('ObjectId', 'object-id'))],
  ['EntityManager', refused('transaction', 'EntityManager')],
  ['E.Either<Error, Line>', outcome('either', line, { kind: 'error', error: null })],
  ['Option<Date>', outcome('option', date, null)],
  ['Mystery', { kind: 'any', written: 'unresolved', type: 'Mystery' }],
  [
    'Map<string, Mystery>',
    { kind: 'map', key: text, value: { kind: 'any', written: 'unresolved', type: 'Mystery' } },
  ],
  ['Documented', { kind: 'reference', $ref: 'Documented' }],
  ['Base', { kind: 'reference', $ref: 'Base' }],
  ['Deep<string>', { kind: 'reference', $ref: 'Deep_string' }],
]

let contract: Contract
beforeAll(async () => {
  const functions = forms.map(
    ([type], index) => `export async function form${index}(input: ${type}): Promise<void> {}`,
  )
  contract = await contractOf(
    { 'src/shop/index.ts': declarations + functions.join('\n') },
    { operations: forms.map((_, index) => `src/shop/index.ts#form${index}`) },
  )
})

function inputOf(index: number): unknown {
  return contract.operations.find(({ name }) => name === `form${index}`)?.signatures[0]?.parameters[0]?.schema
}

describe('how a type travels', () => {
  test.each(forms.map(([type, schema], index) => [type, schema, index] as const))(
    '%s',
    (_, schema, index) => {
      expect(inputOf(index)).toEqual(schema)
    },
  )
})

test('there are eighty forms at least', () => {
  expect(forms.length).toBeGreaterThanOrEqual(80)
})

const structures: readonly (readonly [name: string, schema: unknown])[] = [
  ['Line', object({ sku: text, count: number, note: union(nothing, text) }, ['sku', 'count'])],
  ['Size', { kind: 'enum', name: 'Size', enum: [0, 5], names: ['Small', 'Large'] }],
  ['Colour', { kind: 'enum', name: 'Colour', enum: ['red', 'blue'], names: ['Red', 'Blue'] }],
  ['Level', { kind: 'enum', name: 'Level', enum: [2, 8], names: ['Low', 'High'] }],
  ['Tree', object({ value: text, children: list({ kind: 'reference', $ref: 'Tree' }) })],
  ['Page_Line', object({ items: list(line), next: union(text, none) })],
  ['Json', expect.objectContaining({ kind: 'union', discriminator: null })],
  ['Outcome_Line', outcome('result', line, text)],
  ['Maybe_string', outcome('option', text, null)],
  ['Result_Line', outcome('result', line, text)],
]

test.each(structures)('%s is told once, by name', (name, schema) => {
  const { description: _, ...found } = contract.types[name]?.schema ?? { kind: 'null' }
  expect(found).toEqual(schema)
})

test('a union of objects is told apart by the property that has a literal in each', () => {
  expect(contract.types.Shape?.schema).toMatchObject({ kind: 'union', discriminator: 'kind' })
})
test('a recursive alias refers to itself', () => {
  expect(JSON.stringify(contract.types.Json?.schema)).toContain('"$ref":"Json"')
})
test('a class is an instance with its fields, told by what it can do', () => {
  expect(contract.types.Cart?.schema).toMatchObject({
    kind: 'instance',
    class: 'src/shop/index.ts#Cart',
    methods: ['add', 'size'],
    rebuild: 'fields',
    fields: object({ lines: list(line) }),
  })
  expect(contract.types.Draft?.schema).toMatchObject({ kind: 'instance', rebuild: 'data', methods: [] })
})
test('an error brings its class, those above it, its code and its own fields', () => {
  expect(contract.errors.Refused).toMatchObject({
    class: 'src/shop/index.ts#Refused',
    bases: ['Error'],
    code: 'refused',
    fields: object({ code: choice('refused'), reason: text }),
  })
})
test('doc comments say what a property is for', () => {
  expect(contract.types.Documented?.schema).toMatchObject({
    properties: { to: { description: 'Where it goes.' }, fax: { deprecated: true } },
  })
})
test('a type that grows without end is refused where it gets too deep', () => {
  expect(JSON.stringify(contract.types)).toContain('"why":"too-deep"')
  expect(Object.keys(contract.types).length).toBeLessThan(100)
})
test('what cannot travel is in the list of losses, with its place', () => {
  const index = forms.findIndex(([type]) => type === '{ done: () => void }')
  expect(contract.lossiness).toContainEqual(
    expect.objectContaining({
      what: 'function',
      severity: 'refused',
      at: `form${index}(input).done`,
      place: expect.objectContaining({ file: 'src/shop/index.ts' }),
    }),
  )
})
test('the form is plain data', () => {
  expect(JSON.parse(JSON.stringify(contract))).toEqual(contract)
})
