import { ts } from 'ts-morph'
import type { InstanceSchema, ObjectSchema, Schema } from '../schema.js'
import { isEntity, relationOf } from './entities.js'
import { describeProperties } from './describe-fields.js'
import { readDoc } from './doc-comment.js'
import { findClassOutcome } from './class-outcome.js'
import { refuse } from './refuse.js'
import { idOf, inside, isOwn, nameOfType, type Spot, type TypeReading } from './type-reading.js'

/** An instance of a class: its fields travel; it is built again on the class where its state is all in them. */
export function describeClass(type: ts.Type, spot: Spot, reading: TypeReading): Schema {
  const id = idOf(type.symbol, reading.program)
  if (id === null) return refuse('private-state', type, { spot, reading })
  if (hasPrivateNames(type, reading.checker)) return refuse('private-state', type, { spot, reading })
  return reading.types.refer({ type, name: nameOfType(type, reading.checker), source: id }, unique =>
    describeInstance(type, { id, spot: { ...spot, at: unique, node: null, depth: spot.depth + 1 } }, reading),
  )
}

function describeInstance(
  type: ts.Type,
  { id, spot }: { readonly id: string; readonly spot: Spot },
  reading: TypeReading,
): InstanceSchema {
  const { checker } = reading
  const { fields, methods, accessors } = sortMembers(type, spot, reading)
  const entity = isEntity(type, reading)
  if (methods.length > 0) reading.lose('methods', spot, methods.join(', '))
  else reading.lose('prototype', spot, type.symbol.name)
  if (accessors.length > 0) reading.lose('accessor', spot, accessors.join(', '))
  if (entity) reading.lose('entity', spot, type.symbol.name)
  const outcome = findClassOutcome(type, reading)
  const data: ObjectSchema = {
    kind: 'object',
    ...describeProperties(fields, spot, reading),
    additionalProperties: true,
  }
  return {
    kind: 'instance',
    class: id,
    fields: data,
    methods: [...methods, ...accessors],
    rebuild: methods.length + accessors.length > 0 ? 'fields' : 'data',
    ...(entity ? { entity: true } : {}),
    ...(outcome === null ? {} : { outcome }),
    ...readDoc(type.symbol, checker),
  }
}

interface Members {
  readonly fields: readonly ts.Symbol[]
  readonly methods: readonly string[]
  readonly accessors: readonly string[]
}

/** What libraries put into a class by inheritance is theirs: it stays where it is. */
function sortMembers(type: ts.Type, spot: Spot, reading: TypeReading): Members {
  const fields: ts.Symbol[] = []
  const methods: string[] = []
  const accessors: string[] = []
  const own = isOwn(type.symbol, reading.program)
  for (const member of reading.checker.getPropertiesOfType(type)) {
    if (own && !isOwn(member, reading.program)) continue
    if ((member.flags & ts.SymbolFlags.Method) !== 0) methods.push(member.name)
    else if ((member.flags & ts.SymbolFlags.Accessor) !== 0) accessors.push(member.name)
    else if (travels(member, inside(spot, `.${member.name}`), reading)) fields.push(member)
  }
  return { fields, methods: methods.toSorted(), accessors: accessors.toSorted() }
}

/** Functions in fields and lazy relations stay behind; what they leave is said. */
function travels(member: ts.Symbol, spot: Spot, reading: TypeReading): boolean {
  const type = reading.checker.getTypeOfSymbol(member)
  const where = { ...spot, declaration: member.valueDeclaration ?? spot.declaration }
  if (type.getCallSignatures().length > 0) {
    reading.lose('function', where, member.name)
    return false
  }
  const relation = relationOf(member, reading)
  if (relation === 'lazy') reading.lose('lazy-relation', where, member.name)
  if (relation === 'loaded') reading.lose('relation', where, member.name)
  return relation !== 'lazy'
}

/** State behind `#` cannot be read from outside; libraries declare it so as well. */
function hasPrivateNames(type: ts.Type, checker: ts.TypeChecker): boolean {
  return checker
    .getPropertiesOfType(type)
    .some(({ declarations = [], flags }) =>
      declarations.some(
        declaration =>
          ts.isClassElement(declaration) &&
          declaration.name !== undefined &&
          ts.isPrivateIdentifier(declaration.name) &&
          (flags & ts.SymbolFlags.Method) === 0,
      ),
    )
}
