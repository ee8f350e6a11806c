import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { deriveContractFromZod } from '../../../../src/extract/contract/from-zod/contract-from-zod.js'
import { productContract, productModules } from './product-contracts.js'

const text = { kind: 'string' }
const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  kind: 'object',
  properties,
  required,
  additionalProperties: true,
})
const tree: z.ZodType = z.lazy(() => z.object({ name: z.string(), children: z.array(tree) }))
const instant = z.codec(z.iso.datetime({ offset: true }), z.date(), {
  decode: value => new Date(value),
  encode: value => value.toISOString(),
})

function contractOf(input: z.ZodType, output: z.ZodType = z.void()) {
  const operation = { kind: 'query', description: 'Asks.', input, output, errors: {} } as const
  return deriveContractFromZod({ name: 'shop', operations: { ask: operation } })
}

const inputs: readonly (readonly [name: string, schema: z.ZodType, form: unknown])[] = [
  ['text with bounds', z.string().min(1).max(9), { ...text, minLength: 1, maxLength: 9 }],
  ['text by pattern', z.string().regex(/^a+$/), { ...text, pattern: '^a+$' }],
  ['a uuid', z.uuid(), expect.objectContaining({ ...text, format: 'uuid' })],
  ['a moment as text', z.iso.datetime(), expect.objectContaining({ ...text, format: 'date-time' })],
  [
    'an integer with bounds',
    z.int().min(1).max(5),
    { kind: 'number', integer: true, minimum: 1, maximum: 5 },
  ],
  ['a positive number', z.number().positive(), { kind: 'number', exclusiveMinimum: 0 }],
  ['a boolean', z.boolean(), { kind: 'boolean' }],
  ['a bigint', z.bigint(), { kind: 'bigint' }],
  ['null', z.null(), { kind: 'null' }],
  ['a date', z.date(), { kind: 'date' }],
  [
    'a codec',
    instant,
    { kind: 'codec', wire: expect.objectContaining({ format: 'date-time' }), value: { kind: 'date' } },
  ],
  ['words', z.enum(['a', 'b']), { kind: 'enum', name: null, enum: ['a', 'b'] }],
  [
    'a literal',
    z.literal([1, null]),
    {
      kind: 'union',
      anyOf: [{ kind: 'enum', name: null, enum: [1] }, { kind: 'null' }],
      discriminator: null,
    },
  ],
  ['a list', z.array(z.string()).max(3), { kind: 'array', items: text, maxItems: 3 }],
  ['a set', z.set(z.string()), { kind: 'set', items: text }],
  ['a map', z.map(z.string(), z.date()), { kind: 'map', key: text, value: { kind: 'date' } }],
  [
    'a tuple',
    z.tuple([z.string()], z.boolean()),
    { kind: 'tuple', prefixItems: [text], minItems: 1, items: { kind: 'boolean' } },
  ],
  [
    'a record',
    z.record(z.string(), z.boolean()),
    { ...object({}), additionalProperties: { kind: 'boolean' } },
  ],
  [
    'a record by words',
    z.record(z.enum(['a']), z.boolean()),
    {
      ...object({}),
      additionalProperties: { kind: 'boolean' },
      propertyNames: { kind: 'enum', name: null, enum: ['a'] },
    },
  ],
  ['an object', z.object({ a: z.string(), b: z.string().optional() }), object({ a: text, b: text }, ['a'])],
  [
    'a strict object',
    z.strictObject({ a: z.string() }),
    { ...object({ a: text }), additionalProperties: false },
  ],
  ['a default', z.object({ a: z.string().default('x') }), object({ a: { ...text, default: 'x' } }, [])],
  [
    'a nullable',
    z.string().nullable(),
    { kind: 'union', anyOf: [text, { kind: 'null' }], discriminator: null },
  ],
  ['a brand', z.string().brand<'Id'>(), text],
  [
    'a discriminated union',
    z.discriminatedUnion('k', [z.object({ k: z.literal('a') }), z.object({ k: z.literal('b') })]),
    expect.objectContaining({ kind: 'union', discriminator: 'k' }),
  ],
  [
    'an intersection',
    z.object({ a: z.string() }).and(z.object({ b: z.string() })),
    { kind: 'intersection', allOf: [object({ a: text }), object({ b: text })] },
  ],
  ['a description', z.string().describe('Why.'), { ...text, description: 'Why.' }],
  ['a transform that parses', z.string().transform(value => value.length), text],
  ['trimmed text', z.string().trim(), text],
  ['a refinement', z.string().refine(value => value !== 'x'), text],
  ['unknown', z.unknown(), { kind: 'any', written: 'unknown' }],
  ['a named schema', z.object({ a: z.string() }).meta({ id: 'Named' }), { kind: 'reference', $ref: 'Named' }],
]

describe('a zod schema in the form', () => {
  test.each(inputs)('%s', (_, schema, form) => {
    expect(contractOf(schema).operations[0]?.signatures[0]?.parameters[0]?.schema).toEqual(form)
  })
  test('a recursive schema is told once and refers to itself', () => {
    const { operations, types } = contractOf(tree)
    const reference = operations[0]?.signatures[0]?.parameters[0]?.schema as { $ref: string }
    expect(types[reference.$ref]?.schema).toMatchObject({
      properties: { children: { items: { kind: 'reference', $ref: reference.$ref } } },
    })
  })
  test.each<[string, z.ZodType, string]>([
    ['a transform', z.string().transform(Number), 'transform'],
    ['a custom check', z.custom<string>(), 'transform'],
    ['a promise', z.promise(z.string()), 'promise'],
    ['a symbol', z.symbol(), 'symbol'],
    ['a file', z.file(), 'platform-object'],
  ])('%s in an answer is refused, with its place', (_, schema, why) => {
    const contract = contractOf(z.object({}), z.object({ deep: z.array(schema) }))
    expect(JSON.stringify(contract.operations)).toContain(`"why":"${why}"`)
    expect(contract.lossiness).toContainEqual(
      expect.objectContaining({ what: why, at: 'ask().deep[]', severity: 'refused' }),
    )
  })
  test('what has a default need not be given, and is there in an answer', () => {
    const schema = z.object({ limit: z.int().default(20) })
    const [signature] = contractOf(schema, schema).operations[0]?.signatures ?? []
    expect(signature?.parameters[0]?.schema).toMatchObject({ required: [] })
    expect(signature?.output).toMatchObject({ required: ['limit'] })
  })
})

describe('contracts of products', () => {
  test.each(productModules)('%s is told without a refusal', async module => {
    const contract = await productContract(module)
    expect(contract.operations.length).toBeGreaterThan(3)
    expect(contract.lossiness.filter(({ severity }) => severity === 'refused')).toEqual([])
    expect(JSON.parse(JSON.stringify(contract))).toEqual(contract)
  })
  test('operations keep kind, errors and deadline', async () => {
    const { operations, errors, events } = await productContract('users')
    expect(operations.find(({ name }) => name === 'signUp')).toMatchObject({
      style: 'whole',
      deadline: 10_000,
      errors: ['email-invalid', 'email-taken'],
      idempotency: { kind: 'command', repeatable: false, key: 'header Idempotency-Key' },
    })
    expect(operations.find(({ name }) => name === 'signOut')?.idempotency).toMatchObject({ repeatable: true })
    expect(errors['email-taken']).toMatchObject({ code: 'email-taken', status: 409 })
    expect(events.map(({ name }) => name)).toContain('users.UserSignedUp')
  })
})
