import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { argumentAt, isFunction, lastName, memberName, returnedBy, unwrap } from '../syntax/expression.js'
import { deriveRef, deriveText } from '../syntax/refs.js'
import type { TableRef } from '../table-site.js'

const tableMakers =
  /^(?:pg|mysql|sqlite|singlestore|gel|mssql|cockroach|snake)\w*(?:Table|View|MaterializedView)$/
const creatorMakers = /^(?:pg|mysql|sqlite|singlestore|gel|mssql|cockroach)(?:TableCreator|Schema)$/

/** `export const users = pgTable('users', { … })`, and the functions that a project makes to write it shorter. */
export function collectDrizzleTable(node: Node, file: FileContext): void {
  const named = nameDefinition(node, file)
  if (named === null) return
  const call = rootCall(named.value)
  const maker = call === null ? null : findMaker(call, file)
  if (call === null || maker === null) return
  const name = argumentAt(call, 0)
  const text = name === null ? null : deriveText(name, file.scopes)
  const { local, exported, start } = named
  if (maker.makes === 'creator') {
    if (local === null) return
    file.emit({ ...file.placeAt(start), kind: 'creator', local, exported, ...affixesOf(call, text) })
    return
  }
  if (text === null || (maker.creator !== null && !isColumns(argumentAt(call, 1)))) return
  file.emit({
    ...file.placeAt(start),
    kind: 'definition',
    by: 'drizzle',
    entity: local ?? text,
    table: text,
    local,
    exported,
    parent: null,
    creator: maker.creator,
    relations: [],
  })
}

interface NamedDefinition {
  readonly local: string | null
  readonly exported: readonly string[]
  readonly value: Node
  readonly start: number
}

function nameDefinition(node: Node, file: FileContext): NamedDefinition | null {
  if (node.type === 'ExportDefaultDeclaration') {
    return { local: null, exported: ['default'], value: node.declaration, start: node.declaration.start }
  }
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || node.init === null) return null
  const local = node.id.name
  return { local, exported: file.exported.get(local) ?? [], value: node.init, start: node.id.start }
}

/** `pgView('x')` in `pgView('x').as(…)`, `pgTable(…)` in `pgTable(…).enableRLS()`. */
function rootCall(value: Node): CallExpression | null {
  let inner = unwrap(value)
  while (inner.type === 'CallExpression') {
    const callee = unwrap(inner.callee)
    const below = callee.type === 'MemberExpression' ? unwrap(callee.object) : null
    if (below?.type !== 'CallExpression') return inner
    inner = below
  }
  return null
}

interface Maker {
  readonly makes: 'table' | 'creator'
  /** The project's own maker, null for Drizzle's. */
  readonly creator: TableRef | null
}

function findMaker(call: CallExpression, file: FileContext): Maker | null {
  const callee = unwrap(call.callee)
  const name = lastName(callee)
  const ref = deriveRef(callee, file.scopes)
  if (name === null || ref === null || (ref.kind !== 'import' && ref.kind !== 'local')) return null
  if (ref.kind === 'import' && /^drizzle-orm(?:\/|$)/.test(ref.specifier)) {
    const original = ref.symbol === '*' ? (ref.path[0] ?? '') : ref.symbol
    if (creatorMakers.test(original)) return { makes: 'creator', creator: null }
    return tableMakers.test(original) ? { makes: 'table', creator: null } : null
  }
  if (callee.type === 'MemberExpression') {
    if (!/^(?:table|view|materializedView)$/.test(memberName(callee) ?? '')) return null
    return { makes: 'table', creator: deriveRef(callee.object, file.scopes) }
  }
  return /table|view/i.test(name) ? { makes: 'table', creator: ref } : null
}

function isColumns(argument: Node | null): boolean {
  return argument?.type === 'ObjectExpression' || isFunction(argument)
}

/** What `pgSchema('billing')` and `pgTableCreator(name => 'app_' + name)` put around a table's name. */
function affixesOf(
  call: CallExpression,
  text: string | null,
): { readonly prefix: string; readonly suffix: string } {
  if (text !== null) return { prefix: `${text}.`, suffix: '' }
  const given = argumentAt(call, 0)
  const made = given === null ? null : returnedBy(given)
  if (made?.type === 'TemplateLiteral' && made.expressions.length === 1) {
    const [before, after] = made.quasis
    return { prefix: before?.value.cooked ?? '', suffix: after?.value.cooked ?? '' }
  }
  if (made?.type !== 'BinaryExpression') return { prefix: '', suffix: '' }
  const [left, right] = [unwrap(made.left), unwrap(made.right)]
  const textIn = (side: Node) => (side.type === 'Literal' && typeof side.value === 'string' ? side.value : '')
  return { prefix: textIn(left), suffix: textIn(right) }
}
