import { ts } from 'ts-morph'
import type { Schema } from '../schema.js'
import { findOutcome } from './outcome.js'
import { refuse } from './refuse.js'
import { idOf, inside, type Spot, type TypeReading } from './type-reading.js'

/** Above this many members a union is generated, and its text is what counts. */
const mostMembers = 400

/** A union: literals together, then the others; by name where it has one and is more than a choice of words. */
export function describeUnion(type: ts.UnionType, spot: Spot, reading: TypeReading): Schema {
  if (type.types.length > mostMembers && type.types.some(({ flags }) => (flags & ts.TypeFlags.Object) !== 0))
    return refuse('too-deep', type, { spot, reading })
  const { aliasSymbol } = type
  const named =
    aliasSymbol !== undefined && type.types.some(({ flags }) => (flags & ts.TypeFlags.Object) !== 0)
  if (!named) return describeMembers(type, spot, reading)
  const parameters = (type.aliasTypeArguments ?? []).map(each => reading.checker.typeToString(each))
  const name = [aliasSymbol.name, ...parameters].join('_')
  return reading.types.refer({ type, name, source: idOf(aliasSymbol, reading.program) }, unique =>
    describeMembers(type, { ...spot, at: unique, node: null, depth: spot.depth + 1 }, reading),
  )
}

function describeMembers(type: ts.UnionType, spot: Spot, reading: TypeReading): Schema {
  const described = groupMembers(type, reading.checker).map(member =>
    reading.describe(member, inside(spot, '')),
  )
  return joinMembers(described, type, reading)
}

/** The members of an enum are told as the enum where all of them are there. */
function groupMembers(type: ts.UnionType, checker: ts.TypeChecker): readonly ts.Type[] {
  const enums = new Map<ts.Type, ts.Type[]>()
  const others: ts.Type[] = []
  for (const member of type.types) {
    const whole =
      (member.flags & ts.TypeFlags.EnumLiteral) === 0 ? undefined : checker.getBaseTypeOfLiteralType(member)
    if (whole === undefined || whole === member) others.push(member)
    else enums.set(whole, [...(enums.get(whole) ?? []), member])
  }
  const members = [...enums].flatMap(([whole, found]) =>
    whole.isUnion() && whole.types.length === found.length ? [whole] : found,
  )
  return [...others, ...members]
}

/** One schema for described members; literals become one list, `true` and `false` a boolean. */
export function joinMembers(
  described: readonly Schema[],
  type: ts.Type | null,
  reading: TypeReading,
): Schema {
  const values = described.flatMap(each => (each.kind === 'enum' && each.name === null ? each.enum : []))
  const isBoolean = values.includes(true) && values.includes(false)
  const literals = isBoolean ? values.filter(value => typeof value !== 'boolean') : values
  const anyOf: Schema[] = [
    ...described.filter(each => each.kind !== 'enum' || each.name !== null).filter(each => !isNever(each)),
    ...(literals.length === 0
      ? []
      : [{ kind: 'enum', name: null, enum: literals.toSorted(byText) } as const]),
    ...(isBoolean ? [{ kind: 'boolean' } as const] : []),
  ]
  const unique = [...new Map(anyOf.map(each => [orderOf(each), each]))]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, each]) => each)
  const [only] = unique
  if (only !== undefined && unique.length === 1) return only
  const discriminator = type === null || !type.isUnion() ? null : findDiscriminator(type, reading.checker)
  const outcome = type === null || !type.isUnion() ? null : findOutcome(type, { discriminator, reading })
  return { kind: 'union', anyOf: unique, discriminator, ...(outcome === null ? {} : { outcome }) }
}

/** The checker's own order follows what it met first; null and undefined come last, as people write them. */
function orderOf(schema: Schema): string {
  const last = ['null', 'undefined'].indexOf(schema.kind) + 1
  return `${last} ${JSON.stringify(schema)}`
}

function isNever(schema: Schema): boolean {
  return schema.kind === 'refused' && schema.why === 'never'
}

function byText(left: unknown, right: unknown): number {
  return String(left) < String(right) ? -1 : 1
}

/** The property that all objects of a union have with a literal of its own; the first by name. */
export function findDiscriminator(type: ts.UnionType, checker: ts.TypeChecker): string | null {
  const objects = type.types.filter(
    ({ flags }) => (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0,
  )
  const [model] = objects
  if (model === undefined || objects.length < 2) return null
  const candidates = checker.getPropertiesOfType(model).map(({ name }) => name)
  return candidates.toSorted().find(name => tellsApart(name, objects, checker)) ?? null
}

function tellsApart(name: string, objects: readonly ts.Type[], checker: ts.TypeChecker): boolean {
  const seen = new Set<unknown>()
  for (const each of objects) {
    const property = checker.getPropertyOfType(each, name)
    if (property === undefined) return false
    const literal = checker.getTypeOfSymbol(property)
    const values = literal.isUnion() ? literal.types : [literal]
    for (const value of values) {
      if ((value.flags & ts.TypeFlags.Unit) === 0 || seen.has(value)) return false
      seen.add(value)
    }
  }
  return true
}
