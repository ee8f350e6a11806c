import { ts } from 'ts-morph'
import type { Schema } from '../schema.js'
import { describeObject } from './describe-object.js'
import { nameOfType, type Spot, type TypeReading } from './type-reading.js'

const primitive =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.BigIntLike

/** `string & { __brand: 'UserId' }` is text on the wire; other intersections are one object with all properties. */
export function describeBranded(type: ts.IntersectionType, spot: Spot, reading: TypeReading): Schema {
  const base = type.types.find(({ flags }) => (flags & primitive) !== 0)
  if (base === undefined) return describeObject(type, spot, reading)
  const schema = reading.describe(base, spot)
  const brand = type.aliasSymbol?.name ?? nameOfType(type, reading.checker)
  return type.types.length > 1 ? { ...schema, brand } : schema
}
