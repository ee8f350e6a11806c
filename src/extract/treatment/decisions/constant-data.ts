import { ts } from 'ts-morph'

/** Literals all the way down; a container that is filled later is none. */
export function isLiteralData(node: ts.Expression): boolean {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return isLiteralData(node.expression)
  if (ts.isSpreadElement(node)) return isLiteralData(node.expression)
  if (ts.isConditionalExpression(node)) return isLiteralData(node.whenTrue) && isLiteralData(node.whenFalse)
  if (ts.isTaggedTemplateExpression(node)) return true
  if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node) || ts.isPrefixUnaryExpression(node))
    return true
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 && node.elements.every(isLiteralData)
  if (ts.isObjectLiteralExpression(node))
    return node.properties.length > 0 && node.properties.every(isDataProperty)
  if (ts.isPropertyAccessExpression(node))
    return /^[A-Z]/.test(node.getText()) && !node.getText().startsWith('Date')
  if (ts.isCallExpression(node))
    return (
      /^(?:Symbol(?:\.for)?|Object\.freeze|BigInt)$/.test(node.expression.getText()) &&
      node.arguments.every(isLiteralData)
    )
  if (ts.isNewExpression(node))
    return (
      /^(?:Set|Map|RegExp|InjectionToken)$/.test(node.expression.getText()) &&
      (node.arguments?.length ?? 0) > 0
    )
  if (ts.isBinaryExpression(node)) return isLiteralData(node.left) && isLiteralData(node.right)
  const { kind } = node
  return (
    kind === ts.SyntaxKind.TrueKeyword ||
    kind === ts.SyntaxKind.FalseKeyword ||
    kind === ts.SyntaxKind.NullKeyword ||
    /^[A-Z][A-Z0-9_]*$/.test(node.getText())
  )
}

function isDataProperty(property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isShorthandPropertyAssignment(property) || ts.isSpreadAssignment(property)) return true
  return ts.isPropertyAssignment(property) && isLiteralData(property.initializer)
}

/** A type whose values are data all the way down: no function in it, and no class. */
export function isPlainType(type: ts.Type, checker: ts.TypeChecker, depth = 0): boolean {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return depth > 0
  if (type.isUnionOrIntersection()) return type.types.every(each => isPlainType(each, checker, depth))
  if ((type.flags & ts.TypeFlags.Object) === 0) return true
  if (depth > 4) return false
  const isPlainInside = (each: ts.Type) => isPlainType(each, checker, depth + 1)
  if (checker.isArrayLikeType(type))
    return checker.getTypeArguments(type as ts.TypeReference).every(isPlainInside)
  if (/^(?:Date|RegExp|URL)$/.test(type.symbol?.name ?? '')) return true
  if (type.isClass() || type.getCallSignatures().length + type.getConstructSignatures().length > 0)
    return false
  return type.getProperties().every(each => isPlainInside(checker.getTypeOfSymbol(each)))
}
