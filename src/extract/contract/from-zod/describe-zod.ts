import type { Refusal, Schema } from '../schema.js'
import { encode } from '../wire/index.js'
import { describeZodObject, mayBeMissing } from './describe-zod-object.js'
import { readDefinition, readKeywords, readMeta, type ZodDefinition } from './zod-definition.js'
import type { ZodSpot } from './zod-reading.js'

/** A zod schema in the form; what cannot be told is refused in its place. */
export function describeZod(schema: unknown, spot: ZodSpot): Schema {
  const definition = readDefinition(schema)
  if (definition === null) return refuse('transform', 'no zod schema', spot)
  const { id, title, description, deprecated } = readMeta(schema)
  const key = schema as object
  const around = spot.reading.open.get(key)
  const build = () =>
    withAnnotations(describeDefinition(definition, schema, spot), { title, description, deprecated })
  if (id !== undefined) return spot.reading.refer(key, id, build)
  if (around !== undefined) {
    around.again = true
    return spot.reading.refer(key, nameOfPlace(spot.at), build)
  }
  const entry = { again: false }
  spot.reading.open.set(key, entry)
  const described = build()
  spot.reading.open.delete(key)
  return entry.again ? spot.reading.refer(key, nameOfPlace(spot.at), build) : described
}

/** `createOrder(input).lines[]` as a name. */
function nameOfPlace(at: string): string {
  return at.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_|_$/g, '')
}

function withAnnotations(
  schema: Schema,
  {
    title,
    description,
    deprecated,
  }: {
    readonly title?: string | undefined
    readonly description?: string | undefined
    readonly deprecated?: boolean | undefined
  },
): Schema {
  return {
    ...schema,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(deprecated === true ? { deprecated } : {}),
  }
}

function refuse(why: Refusal, type: string, { at, reading }: ZodSpot): Schema {
  reading.lose(why, at, type)
  return { kind: 'refused', why, type }
}

type Describe = (definition: ZodDefinition, schema: unknown, spot: ZodSpot) => Schema

const step = (spot: ZodSpot, more: string): ZodSpot => ({ ...spot, at: spot.at + more })
const inner: Describe = ({ innerType }, _, spot) => describeZod(innerType, spot)
const plain =
  (schema: Schema): Describe =>
  () =>
    schema

const describers: Readonly<Record<string, Describe>> = {
  string: (_, schema) => ({
    kind: 'string',
    ...wordsOf(schema, ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding']),
  }),
  template_literal: (_, schema) => ({ kind: 'string', ...wordsOf(schema, ['pattern']) }),
  number: (_, schema) => describeNumber(schema),
  int: (_, schema) => describeNumber(schema),
  boolean: plain({ kind: 'boolean' }),
  bigint: plain({ kind: 'bigint' }),
  null: plain({ kind: 'null' }),
  undefined: plain({ kind: 'undefined' }),
  void: plain({ kind: 'undefined' }),
  any: (_, __, { at, reading }) => {
    reading.lose('any', at, null)
    return { kind: 'any', written: 'any' }
  },
  unknown: plain({ kind: 'any', written: 'unknown' }),
  date: (_, __, { at, reading }) => {
    reading.lose('local-time', at, 'date')
    return { kind: 'date' }
  },
  nan: plain({ kind: 'number', nonFinite: true }),
  file: (_, __, spot) => refuse('platform-object', 'file', spot),
  symbol: (_, __, spot) => refuse('symbol', 'symbol', spot),
  promise: (_, __, spot) => refuse('promise', 'promise', spot),
  function: (_, __, spot) => refuse('function', 'function', spot),
  custom: (_, __, spot) => refuse('transform', 'custom check', spot),
  transform: (_, __, spot) => refuse('transform', 'transform', spot),
  never: (_, __, spot) => refuse('never', 'never', spot),
  enum: ({ entries = {} }) => ({ kind: 'enum', name: null, enum: Object.values(entries) }),
  literal: ({ values = [] }, _, spot) => describeLiteral(values, spot),
  array: ({ element }, schema, spot) => ({
    kind: 'array',
    items: describeZod(element, step(spot, '[]')),
    ...wordsOf(schema, ['minItems', 'maxItems']),
  }),
  set: ({ valueType }, _, spot) => ({ kind: 'set', items: describeZod(valueType, step(spot, '[]')) }),
  map: ({ keyType, valueType }, _, spot) => ({
    kind: 'map',
    key: describeZod(keyType, step(spot, '[key]')),
    value: describeZod(valueType, step(spot, '[value]')),
  }),
  tuple: ({ items = [], rest }, _, spot) => ({
    kind: 'tuple',
    prefixItems: items.map((item, index) => describeZod(item, step(spot, `[${index}]`))),
    minItems: items.findLastIndex(item => !mayBeMissing(item, spot)) + 1,
    items: rest === null || rest === undefined ? null : describeZod(rest, step(spot, '[]')),
  }),
  object: (definition, _, spot) => describeZodObject(definition, spot, describeZod),
  record: ({ keyType, valueType }, _, spot) => describeRecord(keyType, valueType, spot),
  union: ({ options = [], discriminator = null }, _, spot) => ({
    kind: 'union',
    anyOf: options.map(option => describeZod(option, spot)),
    discriminator,
  }),
  intersection: ({ left, right }, _, spot) => ({
    kind: 'intersection',
    allOf: [describeZod(left, spot), describeZod(right, spot)],
  }),
  nullable: (definition, schema, spot) => ({
    kind: 'union',
    anyOf: [inner(definition, schema, spot), { kind: 'null' }],
    discriminator: null,
  }),
  optional: (definition, schema, spot) => ({
    kind: 'union',
    anyOf: [inner(definition, schema, spot), { kind: 'undefined' }],
    discriminator: null,
  }),
  lazy: ({ getter }, _, spot) => describeZod(getter?.(), spot),
  default: describeDefault,
  prefault: describeDefault,
  nonoptional: inner,
  readonly: inner,
  catch: inner,
  success: plain({ kind: 'boolean' }),
  pipe: describePipe,
}

function describeDefinition(definition: ZodDefinition, schema: unknown, spot: ZodSpot): Schema {
  const describe = Object.hasOwn(describers, definition.type) ? describers[definition.type] : undefined
  return describe === undefined
    ? refuse('transform', definition.type, spot)
    : describe(definition, schema, spot)
}

/** The keywords that zod tells of a schema by itself. */
function wordsOf(schema: unknown, words: readonly string[]): object {
  const found = readKeywords(schema)
  // Where a text has several patterns, zod tells them beside each other.
  const parts = [found, ...((found.allOf as Record<string, unknown>[] | undefined) ?? [])]
  return Object.fromEntries(
    words.flatMap(word => {
      const value = parts.map(part => part[word]).find(each => each !== undefined)
      return value === undefined ? [] : [[word, value]]
    }),
  )
}

function describeNumber(schema: unknown): Schema {
  const integer = readKeywords(schema).type === 'integer'
  const words = wordsOf(schema, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])
  return { kind: 'number', ...(integer ? { integer } : {}), ...words }
}

function describeLiteral(values: readonly unknown[], spot: ZodSpot): Schema {
  const known = values.filter(
    value => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
  )
  const others = values
    .filter(value => !known.includes(value as string))
    .map((value): Schema => {
      if (value === null) return { kind: 'null' }
      if (value === undefined) return { kind: 'undefined' }
      return typeof value === 'bigint' ? { kind: 'bigint' } : refuse('transform', 'literal', spot)
    })
  const literals: readonly Schema[] = known.length === 0 ? [] : [{ kind: 'enum', name: null, enum: known }]
  const [only = { kind: 'null' } as const, ...more] = [...literals, ...others]
  return more.length === 0 ? only : { kind: 'union', anyOf: [only, ...more], discriminator: null }
}

function describeRecord(keyType: unknown, valueType: unknown, spot: ZodSpot): Schema {
  const key = describeZod(keyType, step(spot, '[key]'))
  const value = describeZod(valueType, step(spot, '[key]'))
  const bare = key.kind === 'string' && Object.keys(key).length === 1
  return {
    kind: 'object',
    properties: {},
    required: [],
    additionalProperties: value,
    ...(bare ? {} : { propertyNames: key }),
  }
}

/** What is left out arrives as the default; after parsing it is there. */
function describeDefault(definition: ZodDefinition, schema: unknown, spot: ZodSpot): Schema {
  const described = inner(definition, schema, spot)
  return { ...described, default: encode(definition.defaultValue).json }
}

/** A codec tells both of its sides. A transform alone is fine where it parses, and has no way back where it answers. */
function describePipe(
  { in: source, out: target, reverseTransform }: ZodDefinition,
  _: unknown,
  spot: ZodSpot,
): Schema {
  const sourceType = readDefinition(source)?.type
  const targetType = readDefinition(target)?.type
  if (reverseTransform !== undefined && sourceType !== 'transform' && targetType !== 'transform')
    return { kind: 'codec', wire: describeZod(source, spot), value: describeZod(target, spot) }
  if (sourceType === 'transform') return describeZod(target, spot)
  if (targetType === 'transform')
    return spot.side === 'input' ? describeZod(source, spot) : refuse('transform', 'transform', spot)
  return describeZod(source, spot)
}
