import { ts } from 'ts-morph'
import { type CallGraph, nameOf, scopeOf } from '../calls/index.js'
import type { SideBySide } from './chattiness.js'
import type { Reach } from './reach.js'

/** Operations that only read, by the first word of their name: these may change places. */
const reading =
  /^(?:by|can|check|count|exists?|fetch|find|get|has|is|list|load|lookup|query|read|resolve|search)(?![a-z])/

/** Reads that stand one after the other and could run side by side, in order of place. */
export function findSideBySide({ crossings }: Reach, calls: CallGraph): readonly SideBySide[] {
  const byBlock = new Map<ts.Node, Map<ts.Statement, ts.Node>>()
  for (const [node, operation] of crossings) {
    const statement = statementOf(node)
    if (statement === null || !reading.test(operation.split('.').at(-1) ?? '')) continue
    const statements = byBlock.get(statement.parent) ?? new Map<ts.Statement, ts.Node>()
    byBlock.set(statement.parent, statements.set(statement, node))
  }
  return [...byBlock].flatMap(([block, statements]) => runsIn(block, statements, { crossings, calls }))
}

/** `const user = await users.find(id)`: a statement that does nothing but ask. */
function statementOf(call: ts.Node): ts.VariableStatement | null {
  const value = ts.isAwaitExpression(call.parent) ? call.parent : call
  const declaration = value.parent
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer !== value) return null
  const list = declaration.parent
  if (!ts.isVariableDeclarationList(list) || list.declarations.length !== 1) return null
  return ts.isVariableStatement(list.parent) ? list.parent : null
}

interface Lookup {
  readonly crossings: Reach['crossings']
  readonly calls: CallGraph
}

function runsIn(
  block: ts.Node,
  asks: ReadonlyMap<ts.Statement, ts.Node>,
  lookup: Lookup,
): readonly SideBySide[] {
  if (!('statements' in block)) return []
  const runs: ts.Statement[][] = []
  let run: ts.Statement[] = []
  for (const statement of block.statements as ts.NodeArray<ts.Statement>) {
    const isNext = asks.has(statement) && !run.some(each => needs(statement, each, lookup.calls))
    if (isNext) run.push(statement)
    else {
      runs.push(run)
      run = asks.has(statement) ? [statement] : []
    }
  }
  return [...runs, run].filter(({ length }) => length > 1).map(each => describe(each, asks, lookup))
}

function describe(
  run: readonly ts.Statement[],
  asks: ReadonlyMap<ts.Statement, ts.Node>,
  { crossings, calls }: Lookup,
) {
  const nodes = run.flatMap(each => asks.get(each) ?? [])
  const [first] = nodes
  return {
    within: first === undefined ? null : nameOf(scopeOf(first)),
    calls: nodes.map(node => ({ operation: crossings.get(node) ?? '', place: calls.program.placeOf(node) })),
    saves: run.length - 1,
  }
}

/** Whether a statement uses what an earlier one declares. */
function needs(statement: ts.Statement, earlier: ts.Statement, { program: { checker } }: CallGraph): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node)) {
      const declaration = checker.getSymbolAtLocation(node)?.declarations?.[0]
      return declaration !== undefined && ts.findAncestor(declaration, each => each === earlier) !== undefined
    }
    return ts.forEachChild(node, child => visit(child) || undefined) ?? false
  }
  return visit(statement)
}
