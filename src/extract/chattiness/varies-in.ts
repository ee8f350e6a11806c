import { ts } from 'ts-morph'

/** Whether what a call is given differs from round to round: it names something declared or assigned in the round. */
export function variesIn(call: ts.Node, body: ts.Node, checker: ts.TypeChecker): boolean {
  const given = ts.isCallExpression(call) || ts.isNewExpression(call) ? (call.arguments ?? []) : [call]
  return given.some(argument => mentions(argument, body, checker))
}

function mentions(node: ts.Node, body: ts.Node, checker: ts.TypeChecker): boolean {
  if (
    ts.isCallExpression(node) &&
    node.arguments.length === 0 &&
    !ts.isPropertyAccessExpression(node.expression)
  )
    return true
  if (ts.isIdentifier(node) && isOfRound(node, body, checker)) return true
  return ts.forEachChild(node, child => mentions(child, body, checker) || undefined) ?? false
}

function isOfRound(name: ts.Identifier, body: ts.Node, checker: ts.TypeChecker): boolean {
  const { parent } = name
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return false
  const declaration = (
    ts.isShorthandPropertyAssignment(parent)
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : checker.getSymbolAtLocation(name)
  )?.declarations?.[0]
  if (declaration === undefined) return false
  if (
    declaration.getSourceFile() === body.getSourceFile() &&
    declaration.pos >= body.pos &&
    declaration.end <= body.end
  ) {
    return true
  }
  return (
    ts.isVariableDeclaration(declaration) && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Let) !== 0
  )
}
