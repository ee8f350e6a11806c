import { ts } from 'ts-morph'

/** Methods that change what they are called on: of lists, maps, sets. */
const changing =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|append)$/

const known = new WeakMap<ts.SourceFile, ReadonlySet<ts.Symbol>>()

/**
 * What functions of a file assign, count up, delete from or change by a method, with all that it stands in: of
 * `Counter.loans++` the static `loans` as well as `Counter`. What the file does while it is loaded only sets it up.
 */
export function changedSymbols(source: ts.SourceFile, checker: ts.TypeChecker): ReadonlySet<ts.Symbol> {
  const before = known.get(source)
  if (before !== undefined) return before
  const found = new Set<ts.Symbol>()
  const visit = (node: ts.Node, inFunction: boolean): void => {
    const target = inFunction ? changedBy(node) : null
    if (target !== null) for (const name of namesOf(target)) note(name)
    const inside = inFunction || ts.isFunctionLike(node)
    ts.forEachChild(node, child => visit(child, inside))
  }
  const note = (name: ts.Node) => {
    const symbol = checker.getSymbolAtLocation(name)
    if (symbol !== undefined) found.add(symbol)
  }
  visit(source, false)
  known.set(source, found)
  return found
}

/** What a node changes: the target of an assignment, the object of a changing method. */
export function changedBy(node: ts.Node): ts.Expression | null {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return node.left
  if (ts.isDeleteExpression(node)) return node.expression
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken
      ? node.operand
      : null
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null
  const { name, expression } = node.expression
  if (expression.getText() === 'Object' && name.text === 'assign') return node.arguments[0] ?? null
  return changing.test(name.text) ? expression : null
}

export function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

/** `a`, `b` and `c` of `a.b[0].c`. */
function namesOf(target: ts.Expression): readonly ts.Node[] {
  const names: ts.Node[] = []
  let at: ts.Expression = target
  for (;;) {
    if (ts.isPropertyAccessExpression(at)) names.push(at.name)
    if (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at) || isWrapped(at))
      at = at.expression
    else return ts.isIdentifier(at) ? [...names, at] : names
  }
}

function isWrapped(
  node: ts.Expression,
): node is ts.NonNullExpression | ts.ParenthesizedExpression | ts.AsExpression {
  return ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node)
}
