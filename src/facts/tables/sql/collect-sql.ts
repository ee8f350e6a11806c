import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { touchField } from '../holder/touch-field.js'
import { argumentAt, lastName, memberName, methodOf, propertyName, unwrap } from '../syntax/expression.js'
import { deriveRef, deriveText } from '../syntax/refs.js'
import type { TableRef } from '../table-site.js'
import { findSqlTables, type SqlTable } from './find-sql-tables.js'
import { hasStatementShape, isStatement, startsLikeStatement } from './is-statement.js'
import { readSqlText, type SqlText } from './sql-text.js'
import { tokenizeSql } from './tokenize.js'

/** Statements in strings, templates and tagged templates. Call before a node's children, to read sums as a whole. */
export function collectSql(node: Node, file: FileContext): void {
  if (node.type === 'TaggedTemplateExpression') collectTagged(node, file)
  else if (isTextNode(node) && !file.consumed.has(node)) collectString(node, file)
}

function isTextNode(node: Node): boolean {
  switch (node.type) {
    case 'Literal':
      // One word names no table; most strings are no more.
      return typeof node.value === 'string' && /\S\s/.test(node.value)
    case 'TemplateLiteral':
      return true
    case 'BinaryExpression':
      return node.operator === '+'
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' && memberName(node.callee) === 'join'
    default:
      return false
  }
}

/** Only a tag that speaks of SQL makes a template SQL, or a part of it. */
function collectTagged(node: Extract<Node, { type: 'TaggedTemplateExpression' }>, file: FileContext): void {
  file.consumed.add(node.quasi)
  if (!isSqlTag(node.tag)) return
  const text = readSqlText(node.quasi, file.text)
  if (text !== null) emitTables(text, findSqlTables(tokenizeSql(text.text)).tables, file)
}

/** `sql`, `Prisma.sql`, `sql.type(schema)`, `prisma.$queryRaw`, `SQL`. */
function isSqlTag(tag: Node): boolean {
  const inner = unwrap(tag)
  const name = lastName(inner)
  if (name !== null && /sql|^\$?(?:query|execute)raw/i.test(name) && !/graphql/i.test(name)) return true
  if (inner.type === 'CallExpression') return isSqlTag(inner.callee)
  return inner.type === 'MemberExpression' && isSqlTag(inner.object)
}

function collectString(node: Node, file: FileContext): void {
  const text = readSqlText(node, file.text)
  if (text === null) return
  for (const part of text.nodes) if (part !== unwrap(node)) file.consumed.add(part)
  const isPart = !startsLikeStatement(text.text)
  if ((isPart && !isRawPart(text.text, file)) || isNoCode(node, file) || queriesOtherStore(file)) return
  const { tables, sound } = findSqlTables(tokenizeSql(text.text))
  if (tables.length === 0) return
  // What a database is given is SQL, be it of a dialect unknown here.
  const accepted =
    isPart || (isGivenToDatabase(node, file) ? hasStatementShape(text.text) : sound && isStatement(text.text))
  if (accepted) emitTables(text, tables, file)
}

/** `knex.whereRaw('id IN (SELECT …)')`: a part of a statement, given to what takes such parts. */
function isRawPart(text: string, file: FileContext): boolean {
  const parent = file.ancestors.at(-1)
  if (parent?.type !== 'CallExpression' || !/\bselect\b[\s\S]*\bfrom\b|\bjoin\s/i.test(text)) return false
  return /^raw$|^\w+Raw$/.test(lastName(parent.callee) ?? '')
}

/** Services whose query language looks like SQL, but whose tables are their own: Salesforce, Cosmos DB. */
function queriesOtherStore(file: FileContext): boolean {
  for (const source of file.imports)
    if (/(?:^|\/)jsforce|^@salesforce\/|^@azure\/cosmos$/.test(source)) return true
  return false
}

/** Names of modules and types, keys, messages of errors and logs. */
function isNoCode(node: Node, file: FileContext): boolean {
  const parent = file.ancestors.at(-1)
  if (parent === undefined || /^(?:Import|Export|TSLiteralType|TSEnumMember|JSXAttribute)/.test(parent.type))
    return true
  if ((parent.type === 'Property' || parent.type === 'PropertyDefinition') && parent.key === node) return true
  if (parent.type === 'NewExpression') return /Error|Exception/.test(lastName(parent.callee) ?? '')
  if (parent.type !== 'CallExpression') return false
  const callee = lastName(parent.callee) ?? ''
  const receiver = methodOf(parent)?.receiver
  if (
    /^(?:describe|it|test|t|i18n|translate|expect|toBe|toEqual|toContain|toThrow|getByText|getByRole)$/.test(
      callee,
    )
  )
    return true
  return receiver !== undefined && /^(?:console|logger|log|Logger)$/.test(lastName(receiver) ?? '')
}

const databaseMethods =
  /^(?:\$?(?:query|execute|queryRaw|executeRaw|queryRawUnsafe|executeRawUnsafe)|exec|raw|\w+Raw|unsafe|prepare|runSql|sql|rawQuery|queryOne|queryMany|queryStream|addSql|oneOrNone|manyOrNone)(?:Async|Sync)?$/

/** An argument of `query(…)` and the like, a part of one, or a value called `sql`. */
function isGivenToDatabase(node: Node, file: FileContext): boolean {
  for (let at = file.ancestors.length - 1, child: Node = node; at >= 0; at--) {
    const parent = file.ancestors[at] as Node
    switch (parent.type) {
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee !== child && databaseMethods.test(lastName(parent.callee) ?? '')
      case 'VariableDeclarator':
        return parent.id.type === 'Identifier' && isSqlName(parent.id.name)
      case 'PropertyDefinition':
      case 'Property':
        if (isSqlName(propertyName(parent) ?? '')) return true
        if (parent.type === 'PropertyDefinition') return false
        break
      case 'AssignmentExpression':
        return isSqlName(lastName(parent.left) ?? '')
      case 'ArrayExpression':
      case 'ObjectExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'AwaitExpression':
      case 'BinaryExpression':
        break
      default:
        return false
    }
    child = parent
  }
  return false
}

function isSqlName(name: string): boolean {
  return /sql$|^sql|query$|^query|statement$|^ddl$/i.test(name)
}

function emitTables(text: SqlText, tables: readonly SqlTable[], file: FileContext): void {
  const starts = new Map<number, number>()
  for (const table of tables) {
    if (!starts.has(table.statement)) starts.set(table.statement, table.start)
    const ref = table.name !== null ? tableRef(table.name) : refOfHole(text.holes.get(table.hole ?? -1), file)
    if (ref === null) {
      touchField(text.holes.get(table.hole ?? -1), { access: table.access, by: 'sql' }, file)
      continue
    }
    const isQueried = table.access === 'read' || table.access === 'write'
    const begin = starts.get(table.statement) ?? table.start
    file.emit({
      ...file.placeAt(text.offsetOf(table.start)),
      ...(isQueried ? { statement: file.placeAt(text.offsetOf(begin)) } : {}),
      ...(table.effects.length > 0 ? { effects: table.effects } : {}),
      kind: 'use',
      by: 'sql',
      access: table.access,
      ref,
      inside: table.inside === null ? null : tableRef(table.inside),
      query: [],
      certain: table.name !== null,
    })
  }
}

function tableRef(name: string): TableRef {
  return { kind: 'table', name }
}

/** A constant with the name, a table object, or `sql.identifier(['users'])`. */
function refOfHole(hole: Node | undefined, file: FileContext): TableRef | null {
  if (hole === undefined) return null
  const inner = unwrap(hole)
  const text = deriveText(inner, file.scopes) ?? textOfIdentifier(inner, file)
  if (text !== null) return /^[\w$.]+$/.test(text) ? tableRef(text) : null
  return deriveRef(inner, file.scopes)
}

function textOfIdentifier(node: Node, file: FileContext): string | null {
  if (
    node.type !== 'CallExpression' ||
    !/^(?:sql|ident(?:ifier)?|id|table|ref|raw)$/.test(lastName(node.callee) ?? '')
  )
    return null
  const argument = argumentAt(node, 0)
  if (argument === null) return null
  if (argument.type !== 'ArrayExpression') return deriveText(argument, file.scopes)
  const parts = argument.elements.map(element => (element === null ? null : deriveText(element, file.scopes)))
  return parts.includes(null) ? null : parts.join('.')
}
