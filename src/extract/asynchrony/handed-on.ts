import { ts } from 'ts-morph'
import { type CallGraph, isAsync, isFunctionValue, unwrapOut } from '../calls/index.js'
import { receiveCallback } from './receive-callback.js'

/** Whether a promise at this place is waited for, or handed to somebody who waits, without any change. */
export function isHandedOn(value: ts.Node, calls: CallGraph): boolean {
  const node = unwrapOut(value)
  const { parent } = node
  if (ts.isAwaitExpression(parent)) return true
  if (isJoined(node)) return true
  if (isAlternative(node, parent)) return isHandedOn(parent, calls)
  const around = returningFunction(node)
  if (around === null) return false
  if (isAsync(around)) return !isTried(node, around)
  return (
    isFunctionValue(around) &&
    ts.isArrowFunction(around) &&
    around.body === node &&
    isAwaitedFor(around, calls)
  )
}

/** Whether a callback's answer is waited for: `then`, and `map` within `Promise.all`. */
export function isAwaitedFor(callback: ts.Node, calls: CallGraph): boolean {
  const node = unwrapOut(callback)
  const { parent } = node
  if (!ts.isCallExpression(parent)) return false
  const index = (parent.arguments as readonly ts.Node[]).indexOf(node)
  if (index === -1) return false
  const reception = receiveCallback({ kind: 'hand', node: parent, value: node, index }, calls)
  return reception === 'waits' || ((reception === 'mapper' || reception === 'array-from') && isJoined(parent))
}

const combinators = new Set(['all', 'allSettled', 'any', 'race', 'resolve'])

/** Within the arguments of `Promise.all` and the like: itself, or as an element of an array. */
export function isJoined(value: ts.Node): boolean {
  const node = unwrapOut(value)
  const { parent } = node
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) return isJoined(parent)
  if (!ts.isCallExpression(parent) || !(parent.arguments as readonly ts.Node[]).includes(node)) return false
  const callee = parent.expression
  const ofPromise = ts.isPropertyAccessExpression(callee) && callee.expression.getText() === 'Promise'
  return ofPromise && combinators.has(callee.name.text)
}

function isAlternative(node: ts.Node, parent: ts.Node): boolean {
  return ts.isConditionalExpression(parent) && parent.condition !== node
}

/** The function whose answer the node is; null where it is not returned. */
function returningFunction(node: ts.Node): ts.FunctionLikeDeclaration | null {
  const { parent } = node
  if (ts.isArrowFunction(parent)) return parent.body === node ? parent : null
  if (!ts.isReturnStatement(parent)) return null
  return (ts.findAncestor(parent, ts.isFunctionLike) as ts.FunctionLikeDeclaration | undefined) ?? null
}

/** A promise that leaves a `try` without being waited for escapes its `catch`. */
function isTried(node: ts.Node, within: ts.Node): boolean {
  let child = node
  for (let at = node.parent; at !== within; child = at, at = at.parent) {
    if (ts.isTryStatement(at) && at.tryBlock === child) return true
  }
  return false
}
