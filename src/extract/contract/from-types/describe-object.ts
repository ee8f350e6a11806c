import { ts } from 'ts-morph'
import type { Schema } from '../schema.js'
import { describeClass } from './describe-class.js'
import { isErrorType, referToError } from './describe-error.js'
import { describeFields } from './describe-fields.js'
import { describeLibraryType } from './describe-library-type.js'
import { findLibraryType, type LibraryType } from './library-types.js'
import { describeNameless } from './describe-nameless.js'
import { refuse } from './refuse.js'
import {
  declaredName,
  idOf,
  inside,
  nameOfType,
  packageOf,
  type Spot,
  type TypeReading,
} from './type-reading.js'

/** Lists, functions, what libraries bring, errors, instances of classes, and plain data, in this order. */
export function describeObject(type: ts.Type, spot: Spot, reading: TypeReading): Schema {
  const { checker } = reading
  if (checker.isTupleType(type)) return describeTuple(type as ts.TupleTypeReference, spot, reading)
  if (checker.isArrayType(type)) return describeArray(type as ts.TypeReference, spot, reading)
  const known = libraryTypeOf(type, reading)
  if (known !== null) {
    const parameters = typeArgumentsOf(type, checker)
    return describeLibraryType(known, {
      name: declaredName(type.symbol),
      spot,
      reading,
      parameter: index => describeArgument(parameters[index], index, spot, reading),
    })
  }
  if (isErrorType(type, checker)) return referToError(type, spot, reading)
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0)
    return refuse('function', type, { spot, reading })
  if (isClassType(type)) return describeClass(type, spot, reading)
  return describePlain(type, spot, reading)
}

/** What the tables say of a type that a library declares, whatever the repository may add to it. */
export function libraryTypeOf({ symbol }: ts.Type, { program }: TypeReading): LibraryType | null {
  for (const declaration of symbol?.declarations ?? []) {
    if (program.fileOf(declaration) !== null) continue
    const known = findLibraryType(declaredName(symbol), packageOf(declaration.getSourceFile().fileName))
    if (known !== null) return known
  }
  return null
}

export function typeArgumentsOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  const isReference =
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0
  return isReference ? checker.getTypeArguments(type as ts.TypeReference) : []
}

function describeArgument(
  type: ts.Type | undefined,
  index: number,
  spot: Spot,
  reading: TypeReading,
): Schema {
  if (type === undefined) return { kind: 'any', written: 'unknown' }
  const { node } = spot
  const written = node !== null && ts.isTypeReferenceNode(node) ? (node.typeArguments?.[index] ?? null) : null
  return reading.describe(type, inside(spot, '[]', written))
}

function describeArray(type: ts.TypeReference, spot: Spot, reading: TypeReading): Schema {
  const [item] = reading.checker.getTypeArguments(type)
  if (item === undefined) return { kind: 'array', items: { kind: 'any', written: 'unknown' } }
  return { kind: 'array', items: reading.describe(item, inside(spot, '[]', writtenItem(spot.node))) }
}

function writtenItem(node: ts.TypeNode | null): ts.TypeNode | null {
  if (node === null) return null
  if (ts.isTypeOperatorNode(node) || ts.isParenthesizedTypeNode(node)) return writtenItem(node.type)
  if (ts.isArrayTypeNode(node)) return node.elementType
  return ts.isTypeReferenceNode(node) ? (node.typeArguments?.[0] ?? null) : null
}

function describeTuple(type: ts.TupleTypeReference, spot: Spot, reading: TypeReading): Schema {
  const { elementFlags, minLength } = type.target
  const items: Schema[] = []
  let rest: Schema | null = null
  for (const [index, item] of reading.checker.getTypeArguments(type).entries()) {
    const schema = reading.describe(item, inside(spot, `[${index}]`))
    if (((elementFlags[index] ?? 0) & ts.ElementFlags.Variable) !== 0) rest = schema
    else if (rest === null) items.push(schema)
    // What follows the variable part has no word in JSON Schema; it is let through as one of the rest.
    else rest = { kind: 'union', anyOf: [rest, schema], discriminator: null }
  }
  return { kind: 'tuple', prefixItems: items, minItems: minLength, items: rest }
}

function isClassType(type: ts.Type): boolean {
  return type.symbol !== undefined && (type.symbol.flags & ts.SymbolFlags.Class) !== 0
}

/** Interfaces and aliases by name; nameless ones in place, unless they lead back to themselves. */
function describePlain(type: ts.Type, spot: Spot, reading: TypeReading): Schema {
  const symbol = type.aliasSymbol ?? type.symbol
  const methods = onlyMethods(type, reading)
  if (methods) return refuse('function', type, { spot, reading })
  const id = symbol === undefined ? null : idOf(symbol, reading.program)
  // `Partial`, `Pick` and their like have no name of their own: idOf gives those of the language without a place.
  if (id === null || !id.includes('#')) return describeNameless(type, spot, reading)
  const name = nameOfType(type, reading.checker)
  return reading.types.refer({ type, name: name.includes('{') ? symbol.name : name, source: id }, unique =>
    describeFields(type, { ...spot, at: unique, node: null, depth: spot.depth + 1 }, reading),
  )
}

/** A service, a port or a builder that is handed over as if it were data. */
function onlyMethods(type: ts.Type, { checker }: TypeReading): boolean {
  const properties = checker.getPropertiesOfType(type)
  return properties.length > 0 && properties.every(({ flags }) => (flags & ts.SymbolFlags.Method) !== 0)
}
