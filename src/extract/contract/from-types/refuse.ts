import type { ts } from 'ts-morph'
import type { Refusal, Schema } from '../schema.js'
import { nameOfType, type Spot, type TypeReading } from './type-reading.js'

interface Where {
  readonly spot: Spot
  readonly reading: TypeReading
}

/** Says that a type cannot travel, where and why. */
export function refuse(why: Refusal, type: ts.Type, { spot, reading }: Where, name?: string): Schema {
  const written = name ?? nameOfType(type, reading.checker)
  reading.lose(why, spot, written)
  return { kind: 'refused', why, type: written }
}
