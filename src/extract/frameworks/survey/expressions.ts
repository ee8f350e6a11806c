import { ts } from 'ts-morph'

/** An expression without what only the compiler or the reader sees: parentheses, `as`, `!`, `satisfies`. */
export function bareExpression(node: ts.Node): ts.Node {
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isExpressionWithTypeArguments(node)
  )
    return bareExpression(node.expression)
  return node
}

/** The class of `X`, `forwardRef(() => X)`, `() => X`: what a function without a body returns, or the expression itself. */
export function returnedExpression(node: ts.Node): ts.Node {
  const bare = bareExpression(node)
  if (!ts.isArrowFunction(bare) && !ts.isFunctionExpression(bare)) return bare
  if (!ts.isBlock(bare.body)) return bareExpression(bare.body)
  const last = bare.body.statements.find(ts.isReturnStatement)?.expression
  return last === undefined ? bare : bareExpression(last)
}

/** A value of an object literal: also of `{ name }` and of `{ name() {} }`. */
export function propertyOf(object: ts.ObjectLiteralExpression, name: string): ts.Node | null {
  for (const property of object.properties) {
    if (property.name === undefined || nameText(property.name) !== name) continue
    if (ts.isPropertyAssignment(property)) return bareExpression(property.initializer)
    if (ts.isShorthandPropertyAssignment(property)) return property.name
    if (ts.isMethodDeclaration(property)) return property
  }
  return null
}

/** The written name of a member; null when it is computed. */
export function nameText(name: ts.Node): string | null {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text
  if (ts.isPrivateIdentifier(name)) return name.text
  return ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)
    ? name.expression.text
    : null
}

/** The nearest node around that is of a kind. */
export function around<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T | null {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) if (is(at)) return at
  return null
}

/** One line of what is written, cut where it grows long. */
export function writtenText(node: ts.Node, longest = 80): string {
  const text = node.getText(node.getSourceFile()).replace(/\s+/g, ' ')
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}
