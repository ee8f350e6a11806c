import { ts } from 'ts-morph'
import { unwrapOut } from '../calls/index.js'

/** Whether what a call answers is used, beyond waiting for it. */
export function isAnswerUsed(call: ts.Node): boolean {
  const node = unwrapOut(call)
  const { parent } = node
  if (ts.isAwaitExpression(parent)) return isAnswerUsed(parent)
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return false
  // `handlers.forEach(handler => handler(order))` throws the answers away.
  if (ts.isArrowFunction(parent) && parent.body === node) return !isForEach(unwrapOut(parent).parent)
  const isHalf =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
  return isHalf && parent.right === node ? isAnswerUsed(parent) : true
}

function isForEach(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'forEach'
  )
}
