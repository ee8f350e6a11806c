import type { ObjectSchema, Schema } from '../schema.js'
import type { WireTag } from '../wire/index.js'
import { tagged } from './wire-schemas.js'

/** JSON Schema 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** Where the document keeps what is referred to. */
export interface Places {
  readonly type: (name: string) => string
  readonly error: (name: string) => string
  readonly wire: (tag: WireTag) => string
}

type Render<Kind extends Schema['kind']> = (
  schema: Extract<Schema, { readonly kind: Kind }>,
  places: Places,
) => JsonSchema

const renderers: { readonly [Kind in Schema['kind']]: Render<Kind> } = {
  any: () => ({}),
  null: () => ({ type: 'null' }),
  boolean: () => ({ type: 'boolean' }),
  undefined: (_, { wire }) => ({ $ref: wire('undefined') }),
  bigint: (_, { wire }) => ({ $ref: wire('bigint') }),
  date: (_, { wire }) => ({ $ref: wire('date') }),
  regexp: (_, { wire }) => ({ $ref: wire('regexp') }),
  url: (_, { wire }) => ({ $ref: wire('url') }),
  'url-search-params': (_, { wire }) => ({ $ref: wire('url-search-params') }),
  string: schema => ({
    type: 'string',
    ...pick(schema, ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding']),
  }),
  number: renderNumber,
  enum: schema => (schema.enum.length === 1 ? { const: schema.enum[0] } : { enum: schema.enum }),
  array: (schema, places) => ({
    type: 'array',
    items: toJsonSchema(schema.items, places),
    ...pick(schema, ['minItems', 'maxItems']),
  }),
  tuple: (schema, places) => ({
    type: 'array',
    ...(schema.prefixItems.length === 0
      ? {}
      : { prefixItems: schema.prefixItems.map(item => toJsonSchema(item, places)) }),
    minItems: schema.minItems,
    items: schema.items === null ? false : toJsonSchema(schema.items, places),
  }),
  object: (schema, places) =>
    Object.hasOwn(schema.properties, '$type')
      ? { $ref: places.wire('object') }
      : renderObject(schema, places),
  // Whatever has the right shape is taken for an instance by the compiler, so plain data may stand there as well.
  instance: (schema, places) => ({
    anyOf: [
      tagged('instance', { class: { const: schema.class }, value: renderObject(schema.fields, places) }),
      toJsonSchema(schema.fields, places),
    ],
  }),
  converted: schema => tagged('instance', { class: { const: schema.class }, value: { type: 'string' } }),
  union: (schema, places) => ({
    anyOf: schema.anyOf.map(member => toJsonSchema(member, places)),
    ...(schema.discriminator !== null && schema.anyOf.every(({ kind }) => kind === 'reference')
      ? { discriminator: { propertyName: schema.discriminator } }
      : {}),
  }),
  intersection: (schema, places) => ({ allOf: schema.allOf.map(member => toJsonSchema(member, places)) }),
  map: ({ key, value }, places) => {
    const entry = {
      type: 'array',
      prefixItems: [toJsonSchema(key, places), toJsonSchema(value, places)],
      minItems: 2,
      maxItems: 2,
    }
    return tagged('map', { value: { type: 'array', items: entry } })
  },
  set: ({ items }, places) => tagged('set', { value: { type: 'array', items: toJsonSchema(items, places) } }),
  bytes: ({ of }) =>
    tagged('bytes', { of: { const: of }, value: { type: 'string', contentEncoding: 'base64' } }),
  error: ({ error }, { error: place, wire }) => ({ $ref: error === null ? wire('error') : place(error) }),
  reference: ({ $ref }, { type }) => ({ $ref: type($ref) }),
  codec: ({ wire }, places) => toJsonSchema(wire, places),
  refused: ({ why, type }) => ({ not: {}, description: `${type} cannot travel: ${why}` }),
}

/** What the wire form of a value looks like. */
export function toJsonSchema(schema: Schema, places: Places): JsonSchema {
  const render = renderers[schema.kind] as Render<Schema['kind']>
  const { brand } = schema
  return {
    ...render(schema as never, places),
    ...pick(schema, ['title', 'description', 'deprecated', 'default']),
    ...(brand === undefined ? {} : { 'x-brand': brand }),
  }
}

export function renderObject(schema: ObjectSchema, places: Places): JsonSchema {
  const { properties, required, additionalProperties: more, patternProperties, propertyNames } = schema
  const render = (all: Readonly<Record<string, Schema>>) =>
    Object.fromEntries(Object.entries(all).map(([name, each]) => [name, toJsonSchema(each, places)]))
  return {
    type: 'object',
    ...(Object.keys(properties).length === 0 ? {} : { properties: render(properties) }),
    ...(required.length === 0 ? {} : { required }),
    ...(more === true ? {} : { additionalProperties: more === false ? false : toJsonSchema(more, places) }),
    ...(patternProperties === undefined ? {} : { patternProperties: render(patternProperties) }),
    ...(propertyNames === undefined ? {} : { propertyNames: toJsonSchema(propertyNames, places) }),
  }
}

function renderNumber(schema: Extract<Schema, { readonly kind: 'number' }>, { wire }: Places): JsonSchema {
  const bounds = pick(schema, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])
  const plain = { type: schema.integer === true ? 'integer' : 'number', ...bounds }
  return schema.nonFinite === true ? { anyOf: [plain, { $ref: wire('number') }] } : plain
}

function pick(schema: object, keywords: readonly string[]): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword, value]) => keywords.includes(keyword) && value !== undefined),
  )
}
