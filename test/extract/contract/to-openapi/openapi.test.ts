import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Contract } from '../../../../src/extract/contract/contract.js'
import { type OpenApiDocument, renderOpenApi } from '../../../../src/extract/contract/to-openapi/openapi.js'
import { encode } from '../../../../src/extract/contract/wire/index.js'
import { shopContract } from '../shop-contract.js'
import { productContract, productModules } from '../from-zod/product-contracts.js'

let contract: Contract
let document: OpenApiDocument
beforeAll(async () => {
  contract = await shopContract()
  document = renderOpenApi(contract)
})

test('the document of a contract that was read from types is valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate({ ...document })).toMatchObject({ valid: true })
})
test.each(productModules)('so is that of the contract of %s in a product', async module => {
  const rendered = renderOpenApi(await productContract(module))
  expect(await new Validator().validate({ ...rendered })).toMatchObject({ valid: true })
})
test('every reference leads somewhere', () => {
  const text = JSON.stringify(document)
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(document.components.schemas).toHaveProperty([name ?? ''])
})

/** Checks what would be sent against the document, as somebody would who has nothing else. */
function accepts(place: readonly string[], value: unknown): boolean {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'shop:api', ...document })
  const pointer = place
    .map(step => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
  return ajv.validate({ $ref: `shop:api#/${pointer}` }, encode(value).json)
}
const input = (name: string) => [
  'paths',
  `/${name}`,
  'post',
  'requestBody',
  'content',
  'application/json',
  'schema',
]
const output = (name: string) => [
  'paths',
  `/${name}`,
  'post',
  'responses',
  '200',
  'content',
  'application/json',
  'schema',
]
const line = { sku: 'a', count: 1 }
const order = {
  id: 'o1',
  placedAt: new Date(5),
  lines: [line],
  size: 5,
  tags: new Set(['x']),
  prices: new Map([['a', 5n]]),
  payment: { kind: 'card', last4: '1234' },
}

describe('what travels fits the document', () => {
  test('an order with dates, maps, sets and big integers', () => {
    expect(accepts(input('Shop.place'), { input: { order, limit: Number.NaN } })).toBe(true)
    expect(accepts(input('Shop.place'), { input: { order: { ...order, note: undefined } } })).toBe(true)
    expect(accepts(output('Shop.place'), { output: { ok: true, value: order } })).toBe(true)
  })
  test.each<[string, unknown]>([
    ['a date as text', { ...order, placedAt: '2026-01-01' }],
    ['a missing property', { ...order, id: undefined }],
    ['an enum value nobody declared', { ...order, size: 7 }],
    ['a member of no union', { ...order, payment: { kind: 'cash', last4: 1 } }],
    ['a map with other values', { ...order, prices: new Map([['a', 'x']]) }],
  ])('%s does not', (_, wrong) => {
    expect(accepts(input('Shop.place'), { input: { order: wrong } })).toBe(false)
  })
  test('arguments of overloads are a list', () => {
    expect(accepts(input('Shop.find'), { input: ['o1'] })).toBe(true)
    expect(accepts(input('Shop.find'), { input: [5, true] })).toBe(true)
    expect(accepts(input('Shop.find'), { input: [5] })).toBe(false)
  })
})

test('errors are told by their status, streams line by line, commands with a key', () => {
  expect(document.paths['/Shop.place']).toMatchObject({
    post: {
      parameters: [{ name: 'idempotency-key' }],
      responses: { '409': { description: 'It is sold out.' } },
    },
  })
  expect(document.paths['/Shop.watch']).toMatchObject({
    post: { responses: { '200': { content: { 'application/x-ndjson': {} } } } },
  })
})
