import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { touchField } from '../holder/touch-field.js'
import { argumentAt, isFunction, methodOf } from '../syntax/expression.js'
import { deriveText } from '../syntax/refs.js'
import type { TableAccess } from '../table-site.js'
import { type BuilderTable, emitBuilderTables, readBuilderTables } from './builder-table.js'
import { type Chain, hasStep, readChain } from './call-chain.js'

/** Methods that no other library has. */
const starts: Readonly<Record<string, TableAccess>> = {
  selectFrom: 'read',
  insertInto: 'write',
  replaceInto: 'write',
  updateTable: 'write',
  deleteFrom: 'write',
  mergeInto: 'write',
}
const startNames: ReadonlySet<string> = new Set(Object.keys(starts))
const joins = /^(?:inner|left|right|full|cross)Join(?:Lateral)?$|^(?:from|using)$/

/** `db.selectFrom('users as u').innerJoin('orders', …)` */
export function collectKysely(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression') return
  const method = methodOf(node)
  if (method === null) return
  const access = Object.hasOwn(starts, method.name) ? starts[method.name] : undefined
  if (access === undefined && !joins.test(method.name)) return
  const chain = readChain(node, file)
  if (access === undefined && !hasStep(chain, startNames) && !isLooseJoin(node, method.name, file)) return
  const tables = readBuilderTables(argumentAt(node, 0), file)
  if (access !== undefined && tables.length === 0) {
    touchField(argumentAt(node, 0), { access, by: 'kysely' }, file)
  }
  const named = withSchema(
    tables.filter(table => !isCommonTable(table.name, chain, file)),
    chain,
    file,
  )
  emitBuilderTables(named, { by: 'kysely', access: access ?? 'read', inside: null }, file)
}

/** A join on a query that came from elsewhere, in a file that imports Kysely: `query.leftJoin('orders', 'a.id', 'b.id')`. */
function isLooseJoin(call: CallExpression, method: string, file: FileContext): boolean {
  if (!method.includes('Join') || !file.imports.has('kysely')) return false
  const second = argumentAt(call, 1)
  return isFunction(second) || call.arguments.length === 3
}

/** The name given by `.with('name', …)` in the chain, or in a chain around it. */
function isCommonTable(name: string, chain: Chain, file: FileContext): boolean {
  const around = file.ancestors.flatMap(node =>
    node.type === 'CallExpression' ? readChain(node, file).steps : [],
  )
  return [...chain.steps, ...around].some(
    step => /^with(?:Recursive)?$/.test(step.name) && commonName(step.call, file) === name,
  )
}

/** `with('active(id)', …)` and `with(cte => cte('active').materialized(), …)` */
function commonName(call: CallExpression, file: FileContext): string | null {
  const given = argumentAt(call, 0)
  if (given === null) return null
  if (given.type === 'ArrowFunctionExpression') {
    return /\(\s*['"`](\w+)/.exec(file.text.slice(given.body.start, given.body.end))?.[1] ?? null
  }
  return deriveText(given, file.scopes)?.replace(/\(.*$/s, '').trim() ?? null
}

/** `db.withSchema('billing').selectFrom('invoices')` */
export function withSchema(
  tables: readonly BuilderTable[],
  chain: Chain,
  file: FileContext,
): readonly BuilderTable[] {
  const step = chain.steps.find(({ name }) => name === 'withSchema')
  const given = step === undefined ? null : argumentAt(step.call, 0)
  const schema = given === null ? null : deriveText(given, file.scopes)
  if (schema === null) return tables
  return tables.map(table =>
    table.name.includes('.') ? table : { ...table, name: `${schema}.${table.name}` },
  )
}
