import type { CallExpression, Node } from 'oxc-parser'
import { readBuilderTables } from '../builder/builder-table.js'
import type { FileContext } from '../collector.js'
import { modelRef } from '../model/model-ref.js'
import { argumentAt, lastName, methodOf, propertyName, propertyValue, unwrap } from '../syntax/expression.js'
import { deriveText } from '../syntax/refs.js'
import { effectsIn } from '../syntax/relation-effects.js'
import type { TableAccess, TableRef } from '../table-site.js'
import { tableOfModelCall } from './define-models.js'

const defines =
  /^(?:createTable|dropTable|renameTable|addColumn|removeColumn|changeColumn|renameColumn|addIndex|removeIndex|addConstraint|removeConstraint)$/
const writes = /^(?:bulkInsert|bulkUpdate|bulkDelete|insert|upsert|delete)$/

/** Migrations of Sequelize: `queryInterface.createTable('users', { … })`. */
export function collectQueryInterface(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression' || !isQueryInterface(node)) return
  const name = methodOf(node)?.name ?? ''
  const access: TableAccess | null = defines.test(name) ? 'define' : writes.test(name) ? 'write' : null
  if (access === null) return
  const given = [argumentAt(node, 0), name === 'renameTable' ? argumentAt(node, 1) : null]
  for (const argument of given) {
    for (const { name: table, start } of readBuilderTables(tableArgument(argument), file)) {
      const ref = { kind: 'table', name: table } as const
      const site = {
        kind: 'use',
        by: 'sequelize',
        access,
        ref,
        inside: null,
        query: [],
        certain: true,
      } as const
      file.emit({ ...file.placeAt(start), ...site })
    }
  }
}

function isQueryInterface(call: CallExpression): boolean {
  const receiver = methodOf(call)?.receiver
  return receiver !== undefined && /queryInterface|^qi$/i.test(lastName(receiver) ?? '')
}

/** `'users'`, `{ tableName: 'users', schema: 'app' }` */
function tableArgument(argument: Node | null): Node | null {
  if (argument?.type !== 'ObjectExpression') return argument
  return propertyValue(argument, 'tableName')
}

/** `references: { model: 'users', key: 'id' }` of a column, `references: { table: 'users' }` of a constraint. */
export function collectColumnReference(node: Node, file: FileContext): void {
  if (node.type !== 'Property' || propertyName(node) !== 'references') return
  const value = unwrap(node.value)
  if (value.type !== 'ObjectExpression') return
  const given = propertyValue(value, 'model') ?? propertyValue(value, 'table')
  const inside = given === null ? null : tableAround(file)
  const target = given === null ? null : targetOf(given, file)
  if (given === null || inside === null || target === null) return
  file.emit({
    ...file.placeAt(given.start),
    kind: 'use',
    by: 'sequelize',
    access: 'refer',
    ref: target,
    inside,
    query: [],
    certain: target.kind === 'table',
    ...effectsIn(file.ancestors.at(-1), file),
  })
}

function targetOf(given: Node, file: FileContext): TableRef | null {
  const name = tableArgument(given)
  const text = name === null ? null : deriveText(name, file.scopes)
  return text === null ? modelRef(given, file) : { kind: 'table', name: text }
}

/** The table whose columns the code around lists. */
function tableAround(file: FileContext): TableRef | null {
  for (const node of file.ancestors.toReversed()) {
    if (node.type !== 'CallExpression') continue
    const given = isQueryInterface(node) ? tableArgument(argumentAt(node, 0)) : null
    const name = given === null ? tableOfModelCall(node, file) : deriveText(given, file.scopes)
    if (name !== null) return { kind: 'table', name }
  }
  return null
}
