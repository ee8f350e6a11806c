import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { touchField } from '../holder/touch-field.js'
import { argumentAt, isFunction, lastName, memberName, methodOf, unwrap } from '../syntax/expression.js'
import { deriveText } from '../syntax/refs.js'
import type { TableAccess } from '../table-site.js'
import { emitBuilderTables, readBuilderTables } from './builder-table.js'
import { type Chain, readChain } from './call-chain.js'
import { withSchema } from './collect-kysely.js'

const joins =
  /^(?:inner|left|right|full|cross|leftOuter|rightOuter|fullOuter)?[jJ](?:oin)(?:Raw)?$|^(?:left|right|full)OuterJoin$/
/** Methods of Knex's queries; a call `db('users')` counts where one of them follows. */
const queryMethods =
  /^(?:where\w*|orWhere\w*|andWhere\w*|select|insert|update|del|delete|first|\w*[jJ]oin|orderBy\w*|groupBy\w*|having\w*|count\w*|returning|columns?|pluck|increment|decrement|truncate|upsert|max|min|sum|avg|distinct\w*|as|modify|transacting|with\w*|limit|offset|forUpdate|union\w*|clone|clear\w*|on[A-Z]\w*|batchInsert|then|debug|timeout|stream|raw|into|from)$/

/** Queries of Knex: `knex('users').join('orders', …)`, `knex.select().from('users')`, `.into('users')`. */
export function collectKnex(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression') return
  const method = methodOf(node)
  if (method === null || isDatabaseProperty(node)) collectTableCall(node, file)
  if (method === null) return
  collectQueryStep(node, method.name, file)
  if (/^with(?!Schema)/.test(method.name) && node.arguments.length > 1) rememberQuery(node, file)
}

/** `.with('active', …)` */
function rememberQuery(call: CallExpression, file: FileContext): void {
  const given = argumentAt(call, 0)
  const name = given === null ? null : deriveText(given, file.scopes)
  if (name !== null) file.commonTables.add(name)
}

/** `this.knex('users')`: a call of a member, but not a method of a query. */
function isDatabaseProperty(call: CallExpression): boolean {
  return databaseName(lastName(call.callee)) !== null
}

function collectTableCall(call: CallExpression, file: FileContext): void {
  const kind = databaseName(lastName(call.callee)) ?? (isKnexValue(unwrap(call.callee), file) ? 'knex' : null)
  if (kind === null || call.arguments.length > 2) return
  const [next = null, ...others] = followingMethods(call, file)
  if (kind === 'weak' && (next === null || !queryMethods.test(next))) return
  if (kind === 'knex' && next === null && call.arguments.length !== 1) return
  const chain = readChain(call, file)
  const tables = withSchema(readBuilderTables(argumentAt(call, 0), file), chain, file)
  const access = accessOfQuery([next ?? '', ...others])
  if (tables.length === 0) touchField(argumentAt(call, 0), { access, by: 'knex' }, file)
  emitBuilderTables(
    tables.filter(({ name }) => !isCommonTable(name, file)),
    { by: 'knex', access, inside: null },
    file,
  )
}

/** `knex` and the like for sure; `db`, `trx` and the like where Knex's methods follow. */
function databaseName(name: string | null): 'knex' | 'weak' | null {
  if (name === null) return null
  if (/knex$/i.test(name)) return 'knex'
  return /^_?(?:db|database|trx|tx|txn|conn|connection|transaction|pg|mysql|sqlite)$/.test(name)
    ? 'weak'
    : null
}

/** A variable made by `knex({ … })`, or typed as Knex. */
function isKnexValue(callee: Node, file: FileContext): boolean {
  if (callee.type !== 'Identifier') return false
  const binding = file.scopes.lookup(callee.name)
  if (binding?.kind !== 'variable' && binding?.kind !== 'parameter') return false
  if (binding.type !== null && /\bKnex\b/.test(file.text.slice(binding.type.start, binding.type.end)))
    return true
  const init = binding.kind === 'variable' ? binding.init : null
  return init?.type === 'CallExpression' && lastName(init.callee) === 'knex'
}

/** The methods called on the result of a call: `where` and `first` behind `db('users')` in `db('users').where(…).first()`. */
function followingMethods(call: CallExpression, file: FileContext): readonly string[] {
  const names: string[] = []
  let inner: Node = call
  for (const node of file.ancestors.toReversed()) {
    if (node.type === 'MemberExpression' && node.object === inner) {
      const name = memberName(node)
      if (name !== null) names.push(name)
    } else if (node.type === 'CallExpression') {
      if (node.callee !== inner) break
    } else if (node.type !== 'ParenthesizedExpression' && node.type !== 'ChainExpression') break
    inner = node
  }
  return names
}

const writes = /^(?:insert|update|del|delete|increment|decrement|truncate|upsert|batchInsert|onConflict)$/

/** What a query does in the end: it reads until it writes. */
function accessOfQuery(methods: readonly string[]): TableAccess {
  return methods.some(name => writes.test(name)) ? 'write' : 'read'
}

function collectQueryStep(call: CallExpression, name: string, file: FileContext): void {
  const isJoin = joins.test(name) && !name.endsWith('Raw')
  if (isJoin && isRelationJoin(call, file)) return
  if (!isJoin && !/^(?:from|into|table)$/.test(name)) return
  const tables = readBuilderTables(argumentAt(call, 0), file)
  if (tables.length === 0) return
  const chain = readChain(call, file)
  const following = followingMethods(call, file)
  const isKnex = isKnexChain(chain, name, file) || (name === 'from' && isWeakFrom(chain, following))
  if (!isKnex && !(isJoin && isLooseJoin(call, file))) return
  const access =
    name === 'into' ? 'write' : accessOfQuery([...chain.steps.map(step => step.name), ...following])
  emitBuilderTables(
    withSchema(tables, chain, file).filter(table => !isCommonTable(table.name, file, call)),
    { by: 'knex', access: isJoin ? 'read' : access, inside: null },
    file,
  )
}

/** Methods behind `db.from('users')` that only Knex has, and no client of a remote database. */
const onlyOfKnex =
  /^(?:(?:and|or)?[wW]here\w*|\w*[jJ]oin|first|count\w*|max|min|sum|avg|pluck|orderBy\w*|groupBy\w*|having\w*|del)$/

function isWeakFrom({ root, steps }: Chain, following: readonly string[]): boolean {
  return (
    steps.length === 1 &&
    databaseName(lastName(root)) === 'weak' &&
    following.some(name => onlyOfKnex.test(name))
  )
}

/** TypeORM's `.leftJoin('order.lines', 'line')`: an alias where Knex has a column or a function. */
function isRelationJoin(call: CallExpression, file: FileContext): boolean {
  const second = argumentAt(call, 1)
  const text = second === null ? null : deriveText(second, file.scopes)
  if (text === null || text.includes('.')) return false
  const first = argumentAt(call, 0)
  const table = first === null ? null : deriveText(first, file.scopes)
  return call.arguments.length === 2 || (table?.includes('.') ?? false)
}

/** Whether a chain begins at Knex: at its name, at a call `db('users')`, or in a function that a Knex query is given. */
function isKnexChain(
  chain: Chain,
  method: string,
  file: FileContext,
  within = file.ancestors.length,
): boolean {
  const { root, steps } = chain
  if (root.type === 'CallExpression') {
    const kind = databaseName(lastName(root.callee))
    return (
      kind === 'knex' ||
      isKnexValue(unwrap(root.callee), file) ||
      (kind === 'weak' && readBuilderTables(argumentAt(root, 0), file).length > 0)
    )
  }
  const kind = databaseName(lastName(root)) ?? (isKnexValue(root, file) ? 'knex' : null)
  if (kind === 'knex') return true
  const first = steps[0]
  if (first !== undefined && databaseName(first.name) !== null && steps.length > 1) {
    return (
      databaseName(first.name) === 'knex' || readBuilderTables(argumentAt(first.call, 0), file).length > 0
    )
  }
  const selects = steps.some(step =>
    /^(?:select|distinct|first|count|insert|delete|del|update|column|columns|with)$/.test(step.name),
  )
  if (method === 'table' || !selects) return kind === null && isCallbackRoot(root, file, within)
  return kind === 'weak' || isCallbackRoot(root, file, within)
}

/** `this` or the parameter in `knex('users').whereIn('id', function () { this.select('id').from('orders') })`. */
function isCallbackRoot(root: Node, file: FileContext, within: number): boolean {
  if (root.type !== 'ThisExpression' && root.type !== 'Identifier') return false
  const binding = root.type === 'Identifier' ? file.scopes.lookup(root.name) : null
  if (root.type === 'Identifier' && binding?.kind !== 'parameter') return false
  for (let at = within - 1; at > 0; at--) {
    const node = file.ancestors[at] as Node
    if (!isFunction(node) || (root.type === 'ThisExpression' && node.type === 'ArrowFunctionExpression'))
      continue
    if (binding?.kind === 'parameter' && binding.of !== node) continue
    const call = file.ancestors[at - 1] as Node
    if (call.type !== 'CallExpression' || !call.arguments.some(argument => argument === node)) return false
    const method = methodOf(call)
    return (
      method !== null &&
      queryMethods.test(method.name) &&
      isKnexChain(readChain(call, file), method.name, file, at - 1)
    )
  }
  return false
}

/** A join on a query that came from elsewhere, in a file that knows Knex. */
function isLooseJoin(call: CallExpression, file: FileContext): boolean {
  if (!file.imports.has('knex')) return false
  const second = argumentAt(call, 1)
  const column = second === null ? null : deriveText(second, file.scopes)
  return isFunction(second) || (column?.includes('.') ?? false)
}

/** A name that a `.with('name', …)` around the place, or in its chain, gives to a query. */
function isCommonTable(name: string, file: FileContext, call?: CallExpression): boolean {
  return [...file.ancestors, ...(call === undefined ? [] : [call])].some(
    node =>
      node.type === 'CallExpression' &&
      readChain(node, file).steps.some(step => {
        const given = /^with(?!Schema)/.test(step.name) ? argumentAt(step.call, 0) : null
        return given !== null && deriveText(given, file.scopes) === name
      }),
  )
}
