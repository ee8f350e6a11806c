import type { Class, Decorator, Node, ObjectExpression } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { argumentAt, lastName, propertyName, propertyValue, returnedBy } from '../syntax/expression.js'
import { deriveRef, deriveText } from '../syntax/refs.js'
import { effectsIn } from '../syntax/relation-effects.js'
import { isClass } from '../syntax/scopes.js'
import type { TableRef, TableRelation } from '../table-site.js'

/** Classes with `@Entity`, and the relations that their decorators declare. */
export function collectEntityClass(node: Node, file: FileContext): void {
  if (!isClass(node)) return
  const relations = node.body.body.flatMap(member => relationOf(member, file))
  const decorator = node.decorators.find(({ expression }) => entityDecorators.test(decoratorName(expression)))
  if (decorator === undefined) {
    for (const relation of relations) emitRelationOfBase(relation, file)
    return
  }
  const local = node.id?.name ?? null
  const exportedBare = file.ancestors.at(-1)?.type === 'ExportDefaultDeclaration' ? ['default'] : []
  file.emit({
    ...file.placeAt(node.id?.start ?? node.start),
    kind: 'definition',
    by: 'typeorm',
    entity: local ?? 'default',
    table: tableOf(node, decorator, file),
    local,
    exported: local === null ? exportedBare : (file.exported.get(local) ?? []),
    parent: node.superClass === null ? null : deriveRef(node.superClass, file.scopes),
    creator: null,
    relations,
  })
}

const entityDecorators = /^(?:View|Child)?Entity$/
const relationDecorators = /^(?:OneToOne|OneToMany|ManyToOne|ManyToMany)$/

function decoratorName(expression: Node): string {
  return expression.type === 'CallExpression' ? (lastName(expression.callee) ?? '') : ''
}

/** The decorator's name for the table, or the class's in snake case; null for a child, which shares its parent's. */
function tableOf(node: Class, decorator: Decorator, file: FileContext): string | null {
  const call = decorator.expression
  if (call.type !== 'CallExpression' || decoratorName(call) === 'ChildEntity') return null
  const [first, second] = [argumentAt(call, 0), argumentAt(call, 1)]
  const options =
    first?.type === 'ObjectExpression' ? first : second?.type === 'ObjectExpression' ? second : null
  const given =
    first === null || first === options
      ? textOf(options, ['name', 'tableName'], file)
      : deriveText(first, file.scopes)
  const schema = textOf(options, ['schema'], file)
  const table = given ?? deriveSnakeCase(node.id?.name ?? 'default')
  return schema === null ? table : `${schema}.${table}`
}

function textOf(object: ObjectExpression | null, names: readonly string[], file: FileContext): string | null {
  for (const name of object === null ? [] : names) {
    const value = object === null ? null : propertyValue(object, name)
    const text = value === null ? null : deriveText(value, file.scopes)
    if (text !== null) return text
  }
  return null
}

/** `OrderLine` → `order_line`, `HTTPRoute` → `http_route`: how TypeORM names a table by default. */
function deriveSnakeCase(name: string): string {
  return name
    .replace(/([A-Z])([A-Z])(?=[a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

function relationOf(member: Node, file: FileContext): readonly TableRelation[] {
  if (member.type !== 'PropertyDefinition' && member.type !== 'AccessorProperty') return []
  const name = propertyName(member)
  for (const { expression } of member.decorators) {
    if (expression.type !== 'CallExpression' || !relationDecorators.test(decoratorName(expression))) continue
    const given = argumentAt(expression, 0)
    const target = given === null ? null : targetOf(given, file)
    if (name === null || target === null) return []
    const effects = effectsIn(expression.arguments.at(-1), file)
    return [{ ...file.placeAt(expression.start), name, target, side: 'holds', label: null, ...effects }]
  }
  return []
}

/** `() => User`, `'User'`, `User`, `{ entity: () => User }` */
function targetOf(given: Node, file: FileContext): TableRef | null {
  if (given.type === 'ObjectExpression') {
    const entity = propertyValue(given, 'entity') ?? propertyValue(given, 'target')
    return entity === null ? null : targetOf(entity, file)
  }
  const named = returnedBy(given) ?? given
  const text = deriveText(named, file.scopes)
  return text === null ? deriveRef(named, file.scopes) : { kind: 'entity', name: text }
}

/** A base class has no table of its own, but its relations are the tables' that inherit them. */
function emitRelationOfBase(relation: TableRelation, file: FileContext): void {
  const { start, line, column, target } = relation
  const site = {
    kind: 'use',
    by: 'typeorm',
    access: 'refer',
    inside: null,
    query: [],
    certain: false,
  } as const
  file.emit({ start, line, column, ...site, ref: target })
}

/** `export const UserSchema = new EntitySchema({ name: 'User', tableName: 'users', relations: { … } })` */
export function collectEntitySchema(node: Node, file: FileContext): void {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return
  const { init } = node
  if (init?.type !== 'NewExpression' || lastName(init.callee) !== 'EntitySchema') return
  const options = argumentAt(init, 0)
  if (options?.type !== 'ObjectExpression') return
  const local = node.id.name
  const entity = textOf(options, ['name'], file) ?? local
  const table = textOf(options, ['tableName'], file) ?? deriveSnakeCase(entity)
  const schema = textOf(options, ['schema'], file)
  file.emit({
    ...file.placeAt(node.id.start),
    kind: 'definition',
    by: 'typeorm',
    entity,
    table: schema === null ? table : `${schema}.${table}`,
    local,
    exported: file.exported.get(local) ?? [],
    parent: null,
    creator: null,
    relations: relationsOfSchema(options, file),
  })
}

function relationsOfSchema(options: ObjectExpression, file: FileContext): readonly TableRelation[] {
  const relations = propertyValue(options, 'relations')
  if (relations?.type !== 'ObjectExpression') return []
  return relations.properties.flatMap(property => {
    const name = property.type === 'Property' ? propertyName(property) : null
    const target = property.type === 'Property' ? targetOf(property.value, file) : null
    if (name === null || target === null) return []
    const effects = effectsIn(property.type === 'Property' ? property.value : null, file)
    return [
      { ...file.placeAt(property.start), name, target, side: 'holds' as const, label: null, ...effects },
    ]
  })
}
