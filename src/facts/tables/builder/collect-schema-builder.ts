import type { CallExpression, MethodDefinition, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import {
  argumentAt,
  isFunction,
  lastName,
  memberName,
  methodOf,
  propertyName,
  unwrap,
} from '../syntax/expression.js'
import { deriveText } from '../syntax/refs.js'
import { effectsBehind, effectsIn } from '../syntax/relation-effects.js'
import type { Orm, TableRef } from '../table-site.js'
import { emitBuilderTables, readBuilderTables } from './builder-table.js'
import { type Chain, readChain } from './call-chain.js'
import { withSchema } from './collect-kysely.js'

const tableMethods =
  /^(?:createTable(?:IfNotExists|Like)?|alterTable|dropTable(?:IfExists)?|renameTable|createView(?:OrReplace)?|dropView(?:IfExists)?|createMaterializedView|table)$/

/** Migrations of Knex, Kysely and TypeORM: the tables they make, and the foreign keys between them. */
export function collectSchemaBuilder(node: Node, file: FileContext): void {
  if (node.type === 'Property' && propertyName(node) === 'referencedTableName') {
    emitReference(node.value, 'typeorm', file)
    return
  }
  if (node.type === 'NewExpression') collectTableObject(node, file)
  if (node.type !== 'CallExpression') return
  const method = methodOf(node)
  if (method === null) return
  if (tableMethods.test(method.name)) collectTable(node, method.name, file)
  else if (method.name === 'inTable') emitReference(argumentAt(node, 0), 'knex', file)
  else if (method.name === 'references') collectColumnReference(node, file)
  else if (method.name === 'addForeignKeyConstraint') emitReference(argumentAt(node, 2), 'kysely', file, node)
  else if (/^queryRunner$/i.test(lastName(method.receiver) ?? '')) collectRunner(node, method.name, file)
}

function collectTable(call: CallExpression, name: string, file: FileContext): void {
  const chain = readChain(call, file)
  if (!isSchema(chain)) return
  const by = ormOfSchema(call, chain, file)
  const tables = withSchema(readBuilderTables(argumentAt(call, 0), file), chain, file)
  const renamed = name === 'renameTable' ? readBuilderTables(argumentAt(call, 1), file) : []
  emitBuilderTables([...tables, ...renamed], { by, access: 'define', inside: null }, file)
}

/** `knex.schema`, `db.schema`, `this.schema`, and the same with `withSchema`. */
function isSchema(chain: Chain): boolean {
  const { root } = chain
  return (
    (root.type === 'MemberExpression' && memberName(root) === 'schema') ||
    (root.type === 'Identifier' && root.name === 'schema')
  )
}

/** Knex takes a function that describes the table, Kysely goes on with methods. */
function ormOfSchema(call: CallExpression, { root }: Chain, file: FileContext): Orm {
  if (isFunction(argumentAt(call, 1)) || file.imports.has('knex')) return 'knex'
  const owner = root.type === 'MemberExpression' ? lastName(root.object) : null
  return owner !== null && /knex/i.test(owner) ? 'knex' : 'kysely'
}

/** `references('users.id')`; the form with a bare column is followed by `inTable`. */
function collectColumnReference(call: CallExpression, file: FileContext): void {
  const given = argumentAt(call, 0)
  const text = given === null ? null : deriveText(given, file.scopes)
  const table = text === null ? null : /^([\w$]+(?:\.[\w$]+)?)\.[\w$]+$/.exec(text)?.[1]
  if (given == null || table == null) return
  const by = file.imports.has('kysely') ? 'kysely' : 'knex'
  emitBuilderTables(
    [{ name: table, start: given.start }],
    { by, access: 'refer', inside: tableAround(file), ...effectsBehind(file) },
    file,
  )
}

function emitReference(given: Node | null, by: Orm, file: FileContext, call?: CallExpression): void {
  const options = file.ancestors.at(-1)
  const effects = options?.type === 'ObjectExpression' ? effectsIn(options, file) : effectsBehind(file)
  emitBuilderTables(
    readBuilderTables(given, file),
    { by, access: 'refer', inside: tableAround(file, call), ...effects },
    file,
  )
}

/** The table that the code around defines or alters. */
function tableAround(file: FileContext, call?: CallExpression): TableRef | null {
  const around = file.ancestors.toReversed()
  for (const node of call === undefined ? around : [call, ...around]) {
    const steps = node.type === 'CallExpression' ? readChain(node, file).steps : []
    const definer = steps.find(step => tableMethods.test(step.name) && step.call.arguments.length > 0)?.call
    const name = readBuilderTables(definer === undefined ? null : argumentAt(definer, 0), file)[0]?.name
    if (name !== undefined) return { kind: 'table', name }
    if (node.type === 'NewExpression') {
      const table = tableObjectName(node, file)
      if (table !== null) return { kind: 'table', name: table.name }
    }
  }
  return null
}

/** `new Table({ name: 'users', … })` of a TypeORM migration. */
function collectTableObject(node: Extract<Node, { type: 'NewExpression' }>, file: FileContext): void {
  const table = tableObjectName(node, file)
  if (table !== null) emitBuilderTables([table], { by: 'typeorm', access: 'define', inside: null }, file)
}

function tableObjectName(node: Extract<Node, { type: 'NewExpression' }>, file: FileContext) {
  if (lastName(node.callee) !== 'Table' || !file.imports.has('typeorm')) return null
  const options = argumentAt(node, 0)
  if (options?.type !== 'ObjectExpression') return null
  const name = options.properties.find(
    property => property.type === 'Property' && propertyName(property) === 'name',
  )
  return name?.type === 'Property' ? (readBuilderTables(unwrap(name.value), file)[0] ?? null) : null
}

const runnerMethods =
  /^(?:dropTable|renameTable|(?:add|drop|change|rename)Columns?|(?:create|drop)(?:Index|Indices|ForeignKeys?|PrimaryKey|UniqueConstraints?|CheckConstraint)|clearTable)$/

/** `queryRunner.addColumn('users', …)` */
function collectRunner(call: CallExpression, method: string, file: FileContext): void {
  if (!runnerMethods.test(method)) return
  const access = method === 'clearTable' ? 'write' : 'define'
  const given = argumentAt(call, 0)
  if (given?.type === 'ObjectExpression') return
  emitBuilderTables(readBuilderTables(given, file), { by: 'typeorm', access, inside: null }, file)
}

/** `static tableName = 'users'` of a model class, and the property of repositories of the project's own making. */
export function collectTableName(node: Node, file: FileContext): void {
  if (node.type !== 'PropertyDefinition' && node.type !== 'MethodDefinition') return
  if (propertyName(node) !== 'tableName') return
  const value = node.type === 'MethodDefinition' ? getterText(node) : node.value
  const around = file.ancestors.at(-2)
  if (value === null || around === undefined) return
  if (!node.static) {
    emitBuilderTables(readBuilderTables(value, file), { by: 'sql', access: 'refer', inside: null }, file)
    return
  }
  const [table] = readBuilderTables(value, file)
  const local = 'id' in around && around.id?.type === 'Identifier' ? around.id.name : null
  if (table === undefined || local === null) return
  const exported = file.exported.get(local) ?? []
  const none = { parent: null, creator: null, relations: [] }
  const definition = {
    kind: 'definition',
    by: 'knex',
    entity: local,
    table: table.name,
    local,
    exported,
    ...none,
  } as const
  file.emit({ ...file.placeAt(node.start), ...definition })
}

/** `static get tableName() { return 'users' }` */
function getterText(node: MethodDefinition): Node | null {
  const last = node.kind === 'get' ? node.value.body?.body.at(-1) : undefined
  return last?.type === 'ReturnStatement' ? last.argument : null
}
