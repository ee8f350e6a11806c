import type { Contract } from '../../../src/extract/contract/contract.js'
import type { Schema } from '../../../src/extract/contract/schema.js'

/** A value that a schema allows, the same for the same numbers; deep lists are empty. */
export function valueOfSchema(schema: Schema, contract: Contract, random: () => number, depth = 0): unknown {
  const inside = (part: Schema) => valueOfSchema(part, contract, random, depth + 1)
  const some = () => Array.from({ length: depth > 4 ? 0 : Math.floor(random() * 3) })
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  switch (schema.kind) {
    case 'string':
      return `t${Math.floor(random() * 99)}`
    case 'number':
      return pick([1.5, -0, Number.NaN, Number.NEGATIVE_INFINITY, random()])
    case 'boolean':
      return random() < 0.5
    case 'bigint':
      return BigInt(Math.floor(random() * 2 ** 52)) ** 2n
    case 'date':
      return new Date(Math.floor(random() * 1e12))
    case 'bytes':
      return new Uint8Array([random() * 255])
    case 'enum':
      return pick(schema.enum)
    case 'null':
      return null
    case 'array':
      return some().map(() => inside(schema.items))
    case 'set':
      return new Set(some().map(() => inside(schema.items)))
    case 'map':
      return new Map(some().map(() => [inside(schema.key), inside(schema.value)]))
    case 'tuple':
      return schema.prefixItems.map(inside)
    case 'union':
      return inside(pick(schema.anyOf))
    case 'reference':
      return inside(contract.types[schema.$ref]?.schema ?? { kind: 'null' })
    case 'instance':
      return inside(schema.fields)
    case 'object': {
      const named = Object.entries(schema.properties).map(([name, part]) => [name, inside(part)] as const)
      const more = schema.additionalProperties
      const others =
        typeof more === 'boolean' ? [] : some().map((_, index) => [`k${index}`, inside(more)] as const)
      return Object.fromEntries([...named, ...others])
    }
    default:
      return undefined
  }
}
