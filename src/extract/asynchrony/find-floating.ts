import { ts } from 'ts-morph'
import {
  type CallGraph,
  type HandOver,
  isAsync,
  isFunctionValue,
  nameOf,
  scopeOf,
  unwrapOut,
} from '../calls/index.js'
import type { FloatingPromise, Position } from './asynchrony.js'
import { receiveCallback } from './receive-callback.js'
import { textOf } from './spread.js'

/** A promise of an operation that nobody waits for today; null where somebody does. */
export function findFloating(call: ts.Node, operation: string, calls: CallGraph): FloatingPromise | null {
  const thrown = thrownAway(unwrapOut(call), calls) ?? ofCallback(call, calls)
  if (thrown === null) return null
  const within = nameOf(scopeOf(call))
  const place = calls.program.placeOf(call)
  return { place, calls: textOf(call), within, operation, since: 'existing', position: thrown }
}

/** The answer itself goes nowhere: a statement of its own, `void`, `then` without a second way. */
function thrownAway(node: ts.Node, calls: CallGraph): Position | null {
  const { parent } = node
  if (ts.isExpressionStatement(parent)) return 'plain'
  if (ts.isVoidExpression(parent)) return 'void'
  if (isHalf(node, parent)) return thrownAway(parent, calls)
  if (ts.isArrowFunction(parent) && parent.body === node && !isAsync(parent)) return ofHand(parent, calls)
  const chained =
    ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent) ? parent.parent : null
  if (chained === null || !ts.isPropertyAccessExpression(parent)) return null
  const handles = parent.name.text === 'catch' || chained.arguments.length > 1
  const goesOn = parent.name.text === 'then' || parent.name.text === 'finally'
  return goesOn && !handles ? thrownAway(chained, calls) : null
}

function isHalf(node: ts.Node, parent: ts.Node): boolean {
  return (
    (ts.isConditionalExpression(parent) && parent.condition !== node) ||
    (ts.isBinaryExpression(parent) && parent.right === node && isLogical(parent.operatorToken.kind))
  )
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  )
}

/** The call is waited for, but within an asynchronous callback that nobody waits for. */
function ofCallback(call: ts.Node, calls: CallGraph): Position | null {
  const scope = scopeOf(call)
  return isFunctionValue(scope) && isAsync(scope) ? ofHand(scope, calls) : null
}

const forgetful: ReadonlySet<string> = new Set([
  'express-handler',
  'for-each',
  'listener',
  'mapper',
  'predicate',
  'promise-executor',
  'timer',
])

function ofHand(callback: ts.Node, calls: CallGraph): Position | null {
  const value = unwrapOut(callback)
  const { parent: node } = value
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return null
  const index = (node.arguments as readonly ts.Node[] | undefined)?.indexOf(value) ?? -1
  if (index === -1 || isOurs(node, calls)) return null
  const hand: HandOver = { kind: 'hand', node, value, index }
  const reception = receiveCallback(hand, calls)
  const lost = forgetful.has(reception) && !(reception === 'mapper' && !ts.isExpressionStatement(node.parent))
  return lost && reception !== 'waits' ? reception : null
}

function isOurs(node: ts.CallExpression | ts.NewExpression, calls: CallGraph): boolean {
  const { expression } = node
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression
  return calls.bodiesAt(name).length > 0
}
