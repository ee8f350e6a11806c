import { expect, it } from 'vitest'
import { deriveJsonSchema } from '../../src/config/schema.js'

interface Schema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly required?: readonly string[]
}

const schema: Schema = deriveJsonSchema()

function partsOf(part: Schema): readonly Schema[] {
  const extra = typeof part.additionalProperties === 'object' ? [part.additionalProperties] : []
  const inner = [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...extra, ...(part.items ? [part.items] : [])]
  return [...inner, ...Object.values(part.properties ?? {})]
}

function findUndescribed(part: Schema, path: string): readonly string[] {
  const own = Object.entries(part.properties ?? {}).filter(([, property]) => !property.description)
  return [
    ...own.map(([name]) => `${path}.${name}`),
    ...partsOf(part).flatMap(inner => findUndescribed(inner, path)),
  ]
}

it('every property has a description', () => {
  expect(findUndescribed(schema, '')).toEqual([])
})

it('only upstreams and routes are required, and of a route only its path', () => {
  expect(schema.required).toEqual(['upstreams', 'routes'])
  expect(schema.properties?.routes?.items?.required).toEqual(['path'])
})

it('unknown properties are marked by editors, and $schema is known', () => {
  expect(schema.additionalProperties).toBe(false)
  expect(schema.properties?.$schema).toBeDefined()
  expect(schema.properties?.routes?.items?.additionalProperties).toBe(false)
})

it('numbers keep their limits', () => {
  expect(schema.properties?.routes?.items?.properties?.share).toMatchObject({ minimum: 0, maximum: 100 })
  expect(schema.properties?.listen?.properties?.port).toMatchObject({
    type: 'integer',
    minimum: 0,
    maximum: 65535,
  })
})
