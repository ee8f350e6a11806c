import { ts } from 'ts-morph'

const combining = /^(?:all|allSettled|any|race|lastValueFrom|firstValueFrom|forkJoin|from|defer|resolve)$/
const chained = /^(?:then|catch|finally|pipe|subscribe)$/

/**
 * Whether somebody waits for what an expression answers: by `await`, by handing it on as the answer, by `.then`, through
 * `Promise.all`, or by saying with `void` that nobody does. A variable counts when it is waited for in the same function.
 */
export function isAwaited(expression: ts.Node): boolean {
  let at = expression
  for (;;) {
    const { parent } = at
    if (parent === undefined || ts.isSourceFile(parent)) return false
    if (ts.isAwaitExpression(parent) || ts.isVoidExpression(parent) || ts.isYieldExpression(parent))
      return true
    if (ts.isReturnStatement(parent)) return true
    if (ts.isArrowFunction(parent)) return parent.body === at
    if (ts.isForOfStatement(parent)) return parent.awaitModifier !== undefined && parent.expression === at
    if (ts.isPropertyAccessExpression(parent)) return chained.test(parent.name.text)
    if (ts.isVariableDeclaration(parent)) return ts.isIdentifier(parent.name) && isAwaitedLater(parent.name)
    if (ts.isCallExpression(parent)) {
      if (parent.expression === at) return false
      if (combining.test(nameOfCallee(parent))) return true
      return /^(?:push|add)$/.test(nameOfCallee(parent))
    }
    if (!passesOn(parent, at)) return false
    at = parent
  }
}

/** Expressions whose answer is that of their part. */
function passesOn(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isConditionalExpression(parent)) return parent.condition !== child
  if (ts.isBinaryExpression(parent)) return isChoice(parent.operatorToken.kind)
  return (
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent)
  )
}

function isChoice(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    kind === ts.SyntaxKind.CommaToken
  )
}

function nameOfCallee({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
}

function isAwaitedLater(name: ts.Identifier): boolean {
  let block: ts.Node = name.parent
  while (!ts.isFunctionLike(block) && !ts.isSourceFile(block)) block = block.parent
  const search = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text && isWaitedFor(node)) return true
    return ts.forEachChild(node, child => search(child) || undefined) ?? false
  }
  return search(block)
}

/** Like `isAwaited`, for a variable: one step, so that variables are not followed in circles. */
function isWaitedFor(node: ts.Identifier): boolean {
  const { parent } = node
  return !ts.isVariableDeclaration(parent) && isAwaited(node)
}
