import { ts } from 'ts-morph'
import type { Schema } from '../schema.js'
import { describeBranded } from './describe-branded.js'
import { describeEnum } from './describe-enum.js'
import { describeObject } from './describe-object.js'
import { patternOfTemplate } from './describe-template.js'
import { describeUnion } from './describe-union.js'
import { describeWritten } from './describe-written.js'
import { refuse } from './refuse.js'
import { nameOfType, type Spot, type TypeReading } from './type-reading.js'

/** More levels than any message that people read. */
const mostLevels = 40

/** The structure of a type, and how its values travel. */
export function describeType(type: ts.Type, spot: Spot, reading: TypeReading): Schema {
  if (spot.depth > mostLevels) return refuse('too-deep', type, { spot, reading })
  if ((type.flags & ts.TypeFlags.Any) !== 0) return describeWritten(spot, reading)
  if ((type.flags & ts.TypeFlags.EnumLike) !== 0) return describeEnum(type, reading)
  return (
    describePrimitive(type) ??
    describeLiteral(type) ??
    describeSpecial(type, spot, reading) ??
    describeObject(type, spot, reading)
  )
}

const primitives: readonly (readonly [ts.TypeFlags, Schema])[] = [
  [ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive, { kind: 'any', written: 'unknown' }],
  [ts.TypeFlags.String, { kind: 'string' }],
  [ts.TypeFlags.Number, { kind: 'number', nonFinite: true }],
  [ts.TypeFlags.Boolean, { kind: 'boolean' }],
  [ts.TypeFlags.BigInt | ts.TypeFlags.BigIntLiteral, { kind: 'bigint' }],
  [ts.TypeFlags.Undefined | ts.TypeFlags.Void, { kind: 'undefined' }],
  [ts.TypeFlags.Null, { kind: 'null' }],
]

function describePrimitive({ flags }: ts.Type): Schema | null {
  return primitives.find(([flag]) => (flags & flag) !== 0)?.[1] ?? null
}

function describeLiteral(type: ts.Type): Schema | null {
  if (type.isStringLiteral() || type.isNumberLiteral())
    return { kind: 'enum', name: null, enum: [type.value] }
  if ((type.flags & ts.TypeFlags.BooleanLiteral) === 0) return null
  return { kind: 'enum', name: null, enum: [Reflect.get(type, 'intrinsicName') === 'true'] }
}

function describeSpecial(type: ts.Type, spot: Spot, reading: TypeReading): Schema | null {
  const { flags } = type
  if ((flags & ts.TypeFlags.TemplateLiteral) !== 0)
    return { kind: 'string', pattern: patternOfTemplate(type as ts.TemplateLiteralType) }
  if ((flags & ts.TypeFlags.StringMapping) !== 0) return { kind: 'string' }
  if ((flags & ts.TypeFlags.ESSymbolLike) !== 0) return refuse('symbol', type, { spot, reading })
  if ((flags & ts.TypeFlags.Never) !== 0) return refuse('never', type, { spot, reading })
  if (type.isUnion()) return describeUnion(type, spot, reading)
  if (type.isIntersection()) return describeBranded(type, spot, reading)
  if ((flags & ts.TypeFlags.Instantiable) !== 0) return describeOpen(type, spot, reading)
  return null
}

/** A parameter of a type is open, unless it stands for literals or primitives of which all are known. */
function describeOpen(type: ts.Type, spot: Spot, reading: TypeReading): Schema {
  const constraint = reading.checker.getBaseConstraintOfType(type)
  const closed = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike
  const members = constraint === undefined ? [] : constraint.isUnion() ? constraint.types : [constraint]
  if (constraint !== undefined && members.length > 0 && members.every(({ flags }) => (flags & closed) !== 0))
    return describeType(constraint, spot, reading)
  return refuse('open-generic', type, { spot, reading }, nameOfType(type, reading.checker))
}
