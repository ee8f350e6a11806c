import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import {
  argumentAt,
  lastName,
  memberName,
  methodOf,
  propertyName,
  returnedBy,
  unwrap,
} from '../syntax/expression.js'
import { deriveQueryKeys } from '../syntax/query-keys.js'
import { deriveRef } from '../syntax/refs.js'
import { effectsBehind, effectsIn } from '../syntax/relation-effects.js'
import type { TableRef, TableRelation } from '../table-site.js'

/** Relations, foreign keys and relational queries of Drizzle. */
export function collectDrizzleRelations(node: Node, file: FileContext): void {
  if (node.type === 'Property' && propertyName(node) === 'foreignColumns')
    collectForeignColumns(node.value, file)
  if (node.type !== 'CallExpression') return
  const name = lastName(node.callee) ?? ''
  if (Object.hasOwn(callCollectors, name)) callCollectors[name]?.(node, file)
}

/** `relations(users, ({ many }) => ({ orders: many(orders) }))` */
function collectRelations(call: CallExpression, file: FileContext): void {
  const [table, callback] = [argumentAt(call, 0), argumentAt(call, 1)]
  const of = table === null ? null : deriveRef(table, file.scopes)
  const made = callback === null ? null : returnedBy(callback)
  if (of === null || made?.type !== 'ObjectExpression') return
  const relations = relationsIn(made, file, value => {
    const isRelation = value.type === 'CallExpression' && /^(?:one|many)$/.test(lastName(value.callee) ?? '')
    const target = isRelation ? argumentAt(value, 0) : null
    return target === null ? null : deriveRef(target, file.scopes)
  })
  file.emit({ ...file.placeAt(call.start), kind: 'relations', of, relations })
}

/** `defineRelations(schema, r => ({ users: { orders: r.many.orders() } }))` */
function collectDefinedRelations(call: CallExpression, file: FileContext): void {
  const callback = argumentAt(call, 1)
  const made = callback === null ? null : returnedBy(callback)
  if (made?.type !== 'ObjectExpression') return
  for (const property of made.properties) {
    if (property.type !== 'Property') continue
    const table = propertyName(property)
    const value = unwrap(property.value)
    if (table === null || value.type !== 'ObjectExpression') continue
    const relations = relationsIn(value, file, targetByName)
    file.emit({
      ...file.placeAt(property.start),
      kind: 'relations',
      of: { kind: 'entity', name: table },
      relations,
    })
  }
}

/** `orders` in `r.many.orders()` */
function targetByName(value: Node): TableRef | null {
  const callee = value.type === 'CallExpression' ? unwrap(value.callee) : null
  if (callee?.type !== 'MemberExpression' || !/^(?:one|many)$/.test(lastName(callee.object) ?? ''))
    return null
  const name = memberName(callee)
  return name === null ? null : { kind: 'entity', name }
}

function relationsIn(
  object: Extract<Node, { type: 'ObjectExpression' }>,
  file: FileContext,
  targetOf: (value: Node) => TableRef | null,
): readonly TableRelation[] {
  return object.properties.flatMap(property => {
    const name = property.type === 'Property' ? propertyName(property) : null
    const target = property.type === 'Property' ? targetOf(unwrap(property.value)) : null
    if (name === null || target === null) return []
    return [{ ...file.placeAt(property.start), name, target, side: 'holds' as const, label: null }]
  })
}

/** `.references(() => users.id)` */
function collectReference(call: CallExpression, file: FileContext): void {
  const given = argumentAt(call, 0)
  const column = given === null ? null : returnedBy(given)
  if (column !== null) emitColumn(column, file, argumentAt(call, 1))
}

/** `foreignColumns: [users.id]` */
function collectForeignColumns(value: Node, file: FileContext): void {
  const list = unwrap(value)
  const first = list.type === 'ArrayExpression' ? list.elements[0] : null
  if (first != null) emitColumn(unwrap(first), file)
}

function emitColumn(column: Node, file: FileContext, options: Node | null = null): void {
  const ref = column.type === 'MemberExpression' ? deriveRef(column.object, file.scopes) : null
  if (ref === null) return
  file.emit({
    ...file.placeAt(column.start),
    kind: 'use',
    by: 'drizzle',
    access: 'refer',
    ref,
    inside: definedAround(file),
    query: [],
    certain: false,
    ...(options === null ? effectsBehind(file) : effectsIn(options, file)),
  })
}

/** The constant in whose definition the walk is. */
function definedAround(file: FileContext): TableRef | null {
  const declarator = file.ancestors.find(node => node.type === 'VariableDeclarator')
  const isNamed = declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
  return isNamed ? { kind: 'local', name: (declarator.id as { name: string }).name, path: [] } : null
}

/** `db.query.users.findMany({ with: { orders: true } })` */
function collectRelationalQuery(call: CallExpression, file: FileContext): void {
  const table = methodOf(call)?.receiver
  const name = table === undefined ? null : memberName(table)
  if (table?.type !== 'MemberExpression' || name === null) return
  const query = unwrap(table.object)
  if (query.type !== 'MemberExpression' || memberName(query) !== 'query') return
  file.emit({
    ...file.placeAt(table.property.start),
    kind: 'use',
    by: 'drizzle',
    access: 'read',
    ref: { kind: 'entity', name },
    inside: null,
    query: deriveQueryKeys(argumentAt(call, 0), file),
    certain: false,
  })
}

const callCollectors: Readonly<Record<string, (call: CallExpression, file: FileContext) => void>> = {
  relations: collectRelations,
  defineRelations: collectDefinedRelations,
  defineRelationsPart: collectDefinedRelations,
  references: collectReference,
  findMany: collectRelationalQuery,
  findFirst: collectRelationalQuery,
}
