import type { ContractType } from '../contract.js'
import type { LossName } from '../lossiness.js'
import type { Schema } from '../schema.js'

/** What travels is what the one side writes: inputs before they are parsed, outputs after. */
export type Side = 'input' | 'output'

/** One reading of a contract's schemas. */
export interface ZodReading {
  /** A schema that has an id, or that leads back to itself, is told once and referred to. */
  readonly refer: (key: object, name: string, build: () => Schema) => Schema
  /** Schemas that are being told, from the outside in. */
  readonly open: Map<object, { again: boolean }>
  readonly types: () => Readonly<Record<string, ContractType>>
  readonly lose: (what: LossName, at: string, name: string | null) => void
}

/** Where a schema stands. */
export interface ZodSpot {
  readonly at: string
  readonly side: Side
  readonly reading: ZodReading
}

export function createZodReading(lose: ZodReading['lose']): ZodReading {
  const names = new Map<object, string>()
  const built = new Map<string, ContractType>()
  return {
    lose,
    open: new Map(),
    refer: (key, name, build) => {
      const known = names.get(key)
      if (known !== undefined) return { kind: 'reference', $ref: known }
      let unique = name.replaceAll(/[^A-Za-z0-9]+/g, '_')
      for (let count = 2; [...names.values()].includes(unique); count += 1) unique = `${name}${count}`
      names.set(key, unique)
      built.set(unique, { schema: build(), source: null })
      return { kind: 'reference', $ref: unique }
    },
    types: () => Object.fromEntries([...built].toSorted(([left], [right]) => (left < right ? -1 : 1))),
  }
}
