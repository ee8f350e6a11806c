import type { Contract } from './contract.js'
import type { Schema } from './schema.js'

export interface VisitedSchema {
  readonly schema: Schema
  /** `Orders.place(order)`, `types.Order.lines[]`. */
  readonly at: string
}

/** Every schema of a contract, from the outside in; references are not followed. */
export function visitSchemas(
  contract: Omit<Contract, 'lossiness'>,
  visit: (visited: VisitedSchema) => void,
): void {
  const walk = (schema: Schema, at: string): void => {
    visit({ schema, at })
    for (const [step, part] of partsOf(schema)) walk(part, `${at}${step}`)
  }
  for (const { name, signatures } of contract.operations)
    for (const { parameters, output } of signatures) {
      for (const parameter of parameters) walk(parameter.schema, `${name}(${parameter.name})`)
      walk(output, `${name}()`)
    }
  for (const [name, { schema }] of Object.entries(contract.types)) walk(schema, name)
  for (const [name, { fields }] of Object.entries(contract.errors)) walk(fields, name)
  for (const { name, payload } of contract.events) walk(payload, name)
}

/** Schemas inside of a schema, with the step that leads there. */
export function partsOf(schema: Schema): readonly (readonly [step: string, part: Schema])[] {
  switch (schema.kind) {
    case 'array':
    case 'set':
      return [['[]', schema.items]]
    case 'tuple':
      return [
        ...schema.prefixItems.map((item, index) => [`[${index}]`, item] as const),
        ...(schema.items === null ? [] : [['[]', schema.items] as const]),
      ]
    case 'object':
      return [
        ...Object.entries(schema.properties).map(([name, part]) => [`.${name}`, part] as const),
        ...Object.values(schema.patternProperties ?? {}).map(part => ['[key]', part] as const),
        ...(typeof schema.additionalProperties === 'boolean'
          ? []
          : [['[key]', schema.additionalProperties] as const]),
      ]
    case 'instance':
      return partsOf(schema.fields)
    case 'union':
      return schema.anyOf.map(part => ['', part])
    case 'intersection':
      return schema.allOf.map(part => ['', part])
    case 'map':
      return [
        ['[key]', schema.key],
        ['[value]', schema.value],
      ]
    case 'codec':
      return [['', schema.wire]]
    default:
      return []
  }
}
