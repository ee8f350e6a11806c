import { ts } from 'ts-morph'
import { isJoined } from '../asynchrony/handed-on.js'
import { type CallGraph, isFunction, isFunctionValue, type Scope } from '../calls/index.js'
import { boundOf, boundOfCounting } from './bound-of.js'
import type { Bound } from './chattiness.js'
import { type Cost, crossOnce, inSequence, noCost, oneOf, repeat, seldom, sideBySide } from './cost.js'
import { throughCallback } from './find-round.js'
import type { Reach, Run } from './reach.js'

/** What running a scope crosses; each is measured once. */
export type MeasureCost = (scope: Scope) => Cost

export interface CostRequest {
  readonly calls: CallGraph
  readonly reach: Reach
  /** Rounds of a loop about which the code says nothing. */
  readonly items: number
}

interface Measuring extends CostRequest {
  readonly ofScope: MeasureCost
}

export function createCostMeasure(request: CostRequest): MeasureCost {
  const known = new Map<Scope, Cost>()
  const measuring: Measuring = { ...request, ofScope }
  function ofScope(scope: Scope): Cost {
    const found = known.get(scope)
    if (found !== undefined) return found
    // A recursion counts one round, and says that there may be more.
    known.set(scope, { ...noCost, unbounded: true })
    const body = isFunction(scope) ? scope.body : ts.isPropertyDeclaration(scope) ? scope.initializer : scope
    const cost = body === undefined ? noCost : measure(body, measuring)
    known.set(scope, cost)
    return cost
  }
  return ofScope
}

function measure(node: ts.Node, measuring: Measuring): Cost {
  if (isFunctionValue(node)) return measureCallback(node, measuring)
  if (isFunction(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return noCost
  if (ts.isIfStatement(node)) return measureIf(node, measuring)
  if (ts.isConditionalExpression(node)) {
    return inSequence([
      measure(node.condition, measuring),
      oneOf([measure(node.whenTrue, measuring), measure(node.whenFalse, measuring)]),
    ])
  }
  if (ts.isBinaryExpression(node) && isLogical(node.operatorToken.kind)) {
    return inSequence([measure(node.left, measuring), oneOf([measure(node.right, measuring), noCost])])
  }
  if (ts.isSwitchStatement(node)) {
    return inSequence([
      measure(node.expression, measuring),
      oneOf(node.caseBlock.clauses.map(each => measureAll(each, measuring))),
    ])
  }
  if (ts.isTryStatement(node)) return measureTry(node, measuring)
  if (ts.isIterationStatement(node, false)) return measureLoop(node, measuring)
  return measureHere(node, measuring)
}

function measureHere(node: ts.Node, measuring: Measuring): Cost {
  const inside = isJoining(node)
    ? sideBySide(node.elements.map(each => measure(each, measuring)))
    : measureAll(node, measuring)
  const operation = measuring.reach.crossings.get(node)
  const runs = measuring.reach.runs.get(node) ?? []
  const run = runs.length === 0 ? noCost : oneOf(runs.map(each => measureRun(each, measuring)))
  return inSequence([inside, operation === undefined ? noCost : crossOnce(operation, node), run])
}

function measureRun({ scope, handed }: Run, measuring: Measuring): Cost {
  const cost = measuring.ofScope(scope)
  return handed === null ? cost : measureThrough(cost, throughCallback(handed, measuring.calls), measuring)
}

function measureThrough(body: Cost, through: ReturnType<typeof throughCallback>, { items }: Measuring): Cost {
  if (through === 'elsewhere') return noCost
  if (through === 'once') return body
  return rounds(body, through.bound, { parallel: through.repetition === 'parallel', items })
}

/** The array in `Promise.all([…])`. */
function isJoining(node: ts.Node): node is ts.ArrayLiteralExpression {
  return ts.isArrayLiteralExpression(node) && isJoined(node)
}

function measureAll(node: ts.Node, measuring: Measuring): Cost {
  const costs: Cost[] = []
  ts.forEachChild(node, child => {
    const cost = measure(child, measuring)
    if (cost !== noCost) costs.push(cost)
  })
  return inSequence(costs)
}

function measureCallback(node: ts.ArrowFunction | ts.FunctionExpression, measuring: Measuring): Cost {
  return measureThrough(measure(node.body, measuring), throughCallback(node, measuring.calls), measuring)
}

function measureIf(node: ts.IfStatement, measuring: Measuring): Cost {
  const condition = measure(node.expression, measuring)
  const then = measure(node.thenStatement, measuring)
  const other = node.elseStatement === undefined ? noCost : measure(node.elseStatement, measuring)
  if (fails(node.thenStatement)) return inSequence([condition, seldom(then), other])
  return inSequence([condition, oneOf([then, other])])
}

/** Whether a branch ends in an exception. */
function fails(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement
  return last !== undefined && ts.isThrowStatement(last)
}

function measureTry(node: ts.TryStatement, measuring: Measuring): Cost {
  const caught = node.catchClause === undefined ? noCost : measure(node.catchClause.block, measuring)
  const after = node.finallyBlock === undefined ? noCost : measure(node.finallyBlock, measuring)
  return inSequence([measure(node.tryBlock, measuring), seldom(caught), after])
}

function measureLoop(node: ts.IterationStatement, measuring: Measuring): Cost {
  const { checker } = measuring.calls.program
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const body = measure(node.statement, measuring)
    return inSequence([
      measure(node.expression, measuring),
      rounds(body, boundOf(node.expression, checker), measuring),
    ])
  }
  const bound = ts.isForStatement(node) ? boundOfCounting(node, checker) : null
  return rounds(measureAll(node, measuring), bound, measuring)
}

function rounds(
  body: Cost,
  bound: Bound | null,
  { items, parallel = false }: { items: number; parallel?: boolean },
): Cost {
  return repeat(body, { times: bound?.count ?? items, parallel, bounded: bound !== null })
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  )
}
