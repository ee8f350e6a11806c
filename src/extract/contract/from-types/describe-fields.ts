import { ts } from 'ts-morph'
import type { ObjectSchema, Schema } from '../schema.js'
import { readDoc } from './doc-comment.js'
import { patternOfTemplate } from './describe-template.js'
import { inside, type Spot, type TypeReading } from './type-reading.js'

/** Properties and index signatures of plain data. What else the object holds at run time travels as well. */
export function describeFields(type: ts.Type, spot: Spot, reading: TypeReading): ObjectSchema {
  const properties = reading.checker.getPropertiesOfType(type)
  return {
    kind: 'object',
    ...describeProperties(properties, spot, reading),
    ...describeIndex(type, spot, reading),
  }
}

/** By name, with those that have to be there. */
export function describeProperties(
  symbols: readonly ts.Symbol[],
  spot: Spot,
  reading: TypeReading,
): Pick<ObjectSchema, 'properties' | 'required'> {
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const symbol of symbols) {
    if (symbol.name.startsWith('__@')) {
      reading.lose('symbol-key', spot, symbol.name.slice(3).split('@')[0])
      continue
    }
    // A name that `Object.prototype` gives a meaning is set as any other.
    Object.defineProperty(properties, symbol.name, {
      value: describeProperty(symbol, inside(spot, `.${symbol.name}`), reading),
      enumerable: true,
    })
    if ((symbol.flags & ts.SymbolFlags.Optional) === 0) required.push(symbol.name)
  }
  return { properties, required }
}

function describeProperty(symbol: ts.Symbol, spot: Spot, reading: TypeReading): Schema {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0] ?? null
  const schema = reading.describe(reading.checker.getTypeOfSymbol(symbol), {
    ...spot,
    node: writtenType(declaration),
    declaration: declaration ?? spot.declaration,
  })
  return { ...schema, ...readDoc(symbol, reading.checker) }
}

function writtenType(declaration: ts.Declaration | null): ts.TypeNode | null {
  if (declaration === null) return null
  const isTyped =
    ts.isPropertySignature(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isParameter(declaration)
  return isTyped ? (declaration.type ?? null) : null
}

function describeIndex(
  type: ts.Type,
  spot: Spot,
  reading: TypeReading,
): Pick<ObjectSchema, 'additionalProperties' | 'patternProperties'> {
  let additionalProperties: Schema | boolean = true
  const patternProperties: Record<string, Schema> = {}
  for (const { keyType, type: value } of reading.checker.getIndexInfosOfType(type)) {
    if ((keyType.flags & ts.TypeFlags.ESSymbolLike) !== 0) {
      reading.lose('symbol-key', spot)
      continue
    }
    const schema = reading.describe(value, inside(spot, '[key]'))
    if ((keyType.flags & ts.TypeFlags.TemplateLiteral) !== 0)
      patternProperties[patternOfTemplate(keyType as ts.TemplateLiteralType)] = schema
    else additionalProperties = schema
  }
  return Object.keys(patternProperties).length === 0
    ? { additionalProperties }
    : { additionalProperties, patternProperties }
}
