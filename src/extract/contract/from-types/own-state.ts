import { ts } from 'ts-morph'

/** A property of `this` or of a class, a look into one of its maps, a variable at the top of a file, or a part of one. */
export function isOwnState(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node))
    return isOwnState(node.expression, checker)
  if (ts.isElementAccessExpression(node)) return isOwnState(node.expression, checker)
  if (ts.isCallExpression(node)) {
    const { expression } = node
    return (
      ts.isPropertyAccessExpression(expression) &&
      expression.name.text === 'get' &&
      isMap(expression.expression, checker)
    )
  }
  if (ts.isPropertyAccessExpression(node))
    return (
      node.expression.kind === ts.SyntaxKind.ThisKeyword ||
      isStatic(node.name, checker) ||
      isAtTop(node.expression, checker)
    )
  return isAtTop(node, checker)
}

function isMap(node: ts.Node, checker: ts.TypeChecker): boolean {
  return ['Map', 'WeakMap', 'ReadonlyMap'].includes(checker.getTypeAtLocation(node).symbol?.name ?? '')
}

function isStatic(name: ts.Node, checker: ts.TypeChecker): boolean {
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration
  return (
    declaration !== undefined &&
    ts.isPropertyDeclaration(declaration) &&
    (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) !== 0
  )
}

function isAtTop(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(node)) return false
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    ts.isSourceFile(declaration.parent.parent.parent)
  )
}
