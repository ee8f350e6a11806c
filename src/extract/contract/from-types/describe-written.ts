import { ts } from 'ts-morph'
import type { Schema } from '../schema.js'
import { describeLibraryType } from './describe-library-type.js'
import { joinMembers } from './describe-union.js'
import { findImport } from './find-import.js'
import { findLibraryType } from './library-types.js'
import { inside, type Spot, type TypeReading } from './type-reading.js'

/**
 * What the checker calls `any`: because it says so, or because a package is not installed. In that case the text still
 * tells which type of which package is meant.
 */
export function describeWritten(spot: Spot, reading: TypeReading): Schema {
  const { node } = spot
  if (node === null || node.kind === ts.SyntaxKind.AnyKeyword) {
    reading.lose('any', spot)
    return { kind: 'any', written: 'any' }
  }
  const part = (child: ts.TypeNode) =>
    reading.describe(reading.checker.getTypeFromTypeNode(child), inside(spot, '', child))
  if (ts.isUnionTypeNode(node)) return joinMembers(node.types.map(part), null, reading)
  if (ts.isParenthesizedTypeNode(node)) return part(node.type)
  if (ts.isTypeReferenceNode(node)) {
    const known = describeReference(node, spot, reading)
    if (known !== null) return known
  }
  const type = node.getText().slice(0, 80)
  reading.lose('unresolved', spot, type)
  return { kind: 'any', written: 'unresolved', type }
}

function describeReference(node: ts.TypeReferenceNode, spot: Spot, reading: TypeReading): Schema | null {
  const { name, owner } = writtenName(node)
  const known = findLibraryType(name, owner ?? (isGlobal(node) ? null : ''))
  if (known === null) return describeFunctional(name, owner, { node, spot, reading })
  return describeLibraryType(known, {
    name,
    spot,
    reading,
    parameter: index => describeArgument(node, index, { spot, reading }),
  })
}

/** The last name of a reference, and the package that its first one is imported from. */
export function writtenName(node: ts.TypeReferenceNode): {
  readonly name: string
  readonly owner: string | null
} {
  const parts = node.typeName.getText().split('.')
  const imported = findImport(node.getSourceFile(), parts[0] ?? '')
  const name = parts.length > 1 ? parts.at(-1) : (imported?.name ?? parts[0])
  return { name: name ?? '', owner: imported?.specifier ?? null }
}

function isGlobal(node: ts.TypeReferenceNode): boolean {
  return ts.isIdentifier(node.typeName)
}

interface Around {
  readonly spot: Spot
  readonly reading: TypeReading
}

function describeArgument(node: ts.TypeReferenceNode, index: number, { spot, reading }: Around): Schema {
  const argument = node.typeArguments?.[index]
  if (argument === undefined) return { kind: 'any', written: 'unknown' }
  return reading.describe(reading.checker.getTypeFromTypeNode(argument), inside(spot, '[]', argument))
}

/** `Either` and `Option` are data, and fp-ts says what they are made of. */
function describeFunctional(
  name: string,
  owner: string | null,
  { node, spot, reading }: Around & { readonly node: ts.TypeReferenceNode },
): Schema | null {
  if (owner === null || !owner.startsWith('fp-ts') || (name !== 'Either' && name !== 'Option')) return null
  const tagged = (tag: string, property: string | null, value: Schema): Schema => ({
    kind: 'object',
    properties: {
      _tag: { kind: 'enum', name: null, enum: [tag] },
      ...(property === null ? {} : { [property]: value }),
    },
    required: property === null ? ['_tag'] : ['_tag', property],
    additionalProperties: true,
  })
  const success = describeArgument(node, name === 'Either' ? 1 : 0, { spot, reading })
  const failure = name === 'Either' ? describeArgument(node, 0, { spot, reading }) : null
  const anyOf =
    failure === null
      ? [tagged('Some', 'value', success), tagged('None', null, success)]
      : [tagged('Left', 'left', failure), tagged('Right', 'right', success)]
  const form = failure === null ? 'option' : 'either'
  return { kind: 'union', anyOf, discriminator: '_tag', outcome: { form, success, failure } }
}
