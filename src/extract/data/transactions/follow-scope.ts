import { ts } from 'ts-morph'
import { isFunction, nameOf, type Scope } from '../../calls/index.js'
import type { CrossingTransaction, Participation, TransactionStep } from '../data.js'
import { findTargets } from './call-targets.js'
import type { FoundScope } from './find-scopes.js'
import type { Messages } from './messages.js'
import type { CallSite, ProgramIndex } from './program-index.js'
import { mergeTables, type TableUses, type TouchedTable } from './table-uses.js'
import { transactionArgument, transactionType } from './transaction-words.js'

/** Calls above each other before the way is given up, and functions that one transaction may reach. */
const depthLimit = 8
const reachLimit = 400
/** The same for the search of the tables that a callee touches. */
const tableDepth = 5

export interface Following {
  readonly index: ProgramIndex
  readonly messages: Messages
  readonly tables: TableUses
  readonly edges: Map<ts.Node, readonly Edge[]>
  /** Tables that a call touches, by the call. */
  readonly touched: Map<Edge, readonly TouchedTable[]>
}

/** One way from code to code: a call, or a message. */
export interface Edge {
  readonly site: CallSite
  readonly to: Scope
  readonly receivers: readonly ts.ClassLikeDeclaration[]
  readonly sure: boolean
  readonly message: string | null
}

interface Reached {
  readonly code: ts.Node
  readonly chain: readonly TransactionStep[]
  readonly byMessage: boolean
  readonly sure: boolean
}

/** All code of other modules that runs while a transaction is open. */
export function followScope(found: FoundScope, following: Following): readonly CrossingTransaction[] {
  const { program } = following.index
  const crossings: CrossingTransaction[] = []
  const seen = new Set<ts.Node>([found.body])
  const queue: Reached[] = [{ code: found.body, chain: [], byMessage: false, sure: true }]
  for (const reached of queue) {
    const from = program.fileOf(reached.code)?.module ?? null
    for (const edge of edgesOf(reached.code, found, following)) {
      if (seen.has(edge.to) || seen.size > reachLimit) continue
      seen.add(edge.to)
      const next = step(reached, edge, program)
      const to = program.fileOf(edge.to)?.module ?? null
      if (to !== from) {
        const crossing = describeCrossing({ found, edge, next, from, to }, following)
        if (crossing !== null) crossings.push(crossing)
      }
      if (next.chain.length < depthLimit) queue.push(next)
    }
  }
  return crossings
}

function step(reached: Reached, edge: Edge, program: ProgramIndex['program']): Reached {
  const callee = edge.message ?? nameOf(edge.to) ?? edge.site.text
  return {
    code: edge.to,
    chain: [...reached.chain, { place: program.placeOf(edge.site.name), callee }],
    byMessage: reached.byMessage || edge.message !== null,
    sure: reached.sure && edge.sure,
  }
}

/** What runs next; of the transaction's own body only what stands between its beginning and its end. */
function edgesOf(code: ts.Node, found: FoundScope, following: Following): readonly Edge[] {
  const edges = knownEdges(code, found.scope.module, following)
  if (code !== found.body) return edges
  return edges.filter(({ site }) => site.call.end > found.from && site.call.pos < found.until)
}

function knownEdges(code: ts.Node, publisher: string | null, following: Following): readonly Edge[] {
  const known =
    following.edges.get(code) ?? following.index.callsIn(code).flatMap(site => callEdges(site, following))
  following.edges.set(code, known)
  const deliveries = following.index
    .callsIn(code)
    .flatMap(site =>
      following.messages
        .deliveredBy(site, publisher)
        .map(({ message, handler, sure }): Edge => ({ site, to: handler, receivers: [], sure, message })),
    )
  return deliveries.length === 0 ? known : [...known, ...deliveries]
}

function callEdges(site: CallSite, { index }: Following): readonly Edge[] {
  return findTargets(site, index).map(({ code, receivers, sure }) => ({
    site,
    to: code,
    receivers,
    sure,
    message: null,
  }))
}

interface Crossed {
  readonly found: FoundScope
  readonly edge: Edge
  readonly next: Reached
  readonly from: string | null
  readonly to: string | null
}

/** Null for code that may not be meant and touches no table: of ten classes with a `validate`, nine are elsewhere. */
function describeCrossing(
  { found, edge, next, from, to }: Crossed,
  following: Following,
): CrossingTransaction | null {
  const tables =
    following.touched.get(edge) ?? mergeTables(tablesOf(edge, following, { to, seen: new Set(), depth: 0 }))
  following.touched.set(edge, tables)
  const isSetUp = ts.isConstructorDeclaration(edge.to)
  if ((!next.sure || isSetUp) && tables.length === 0) return null
  return {
    scope: found.scope,
    from,
    to,
    callee: nameOf(edge.to) ?? edge.site.text,
    participation: participationOf(edge, found),
    byMessage: next.byMessage,
    sure: next.sure,
    chain: next.chain,
    tables,
  }
}

interface TableSearch {
  /** The module in which the search stays. */
  readonly to: string | null
  readonly seen: Set<ts.Node>
  readonly depth: number
}

function tablesOf(edge: Edge, following: Following, search: TableSearch): readonly TouchedTable[] {
  const { index, tables } = following
  const own = [...tables.within(edge.to), ...inheritedBy(edge, following)]
  if (search.depth > tableDepth || search.seen.has(edge.to)) return own
  search.seen.add(edge.to)
  const inner = knownEdges(edge.to, search.to, following).filter(
    ({ to, message }) => message === null && (index.program.fileOf(to)?.module ?? null) === search.to,
  )
  const outer = (following.edges.get(edge.to) ?? []).filter(
    next => !inner.includes(next) && next.message === null,
  )
  return [
    ...own,
    ...inner.flatMap(next => tablesOf(next, following, { ...search, depth: search.depth + 1 })),
    ...outer.flatMap(next => inheritedBy(next, following)),
  ]
}

/** A repository's own tables, where the code that is called is that of a class above it. */
function inheritedBy({ site, to, receivers }: Edge, { tables }: Following): readonly TouchedTable[] {
  const owner = ts.findAncestor(to, ts.isClassLike)
  const { expression } = site.call
  // Within the class above, `this` may be any of those below it; who calls it says which.
  const ofThis =
    ts.isPropertyAccessExpression(expression) && expression.expression.kind === ts.SyntaxKind.ThisKeyword
  return owner === undefined || receivers.includes(owner) || ofThis ? [] : receivers.flatMap(tables.inherited)
}

function participationOf({ site, to }: Edge, { scope, handles, body }: FoundScope): Participation {
  const given = site.call.arguments ?? []
  const names = given.flatMap(argument => namesIn(argument))
  const typed =
    isFunction(to) &&
    to.parameters.some(({ type }) => type !== undefined && transactionType.test(type.getText()))
  if (typed || names.some(name => handles.has(name) || transactionArgument.test(name))) return 'argument'
  const isAmbient = scope.form === 'decorator' || (isFunction(body) && body.parameters.length === 0)
  return isAmbient && scope.form !== 'begin' && scope.form !== 'batch' ? 'ambient' : 'open'
}

/** `tx` in `f(tx)` and in `f({ tx })`, `f({ manager: tx })`. */
function namesIn(argument: ts.Node): readonly string[] {
  if (ts.isIdentifier(argument)) return [argument.text]
  if (!ts.isObjectLiteralExpression(argument)) return []
  return argument.properties.flatMap(property => {
    if (ts.isShorthandPropertyAssignment(property)) return [property.name.text]
    return ts.isPropertyAssignment(property) && ts.isIdentifier(property.initializer)
      ? [property.initializer.text]
      : []
  })
}
