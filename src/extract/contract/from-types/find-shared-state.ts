import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import { isOwnState } from './own-state.js'

/** Where an object ends up on both sides: what is answered is kept, or what is given is kept or looked for. */
export interface SharedObject {
  /** `answer`: callers get an object that stays in use. `argument`: an object of the caller is kept, or compared. */
  readonly kind: 'answer' | 'argument'
  readonly name: string
  readonly node: ts.Node
}

/** Methods that keep an object, and those that find it again because it is the same. */
const keeping = /^(?:set|push|add|unshift)$/
const finding = /^(?:has|delete|get|includes|indexOf|lastIndexOf)$/

/** By the text of the body alone: `return this.cart`, `this.cart = cart`, `this.carts.has(cart)`, `return order`. */
export function findSharedState(
  declaration: ts.SignatureDeclaration,
  { checker }: Program,
): readonly SharedObject[] {
  const { body } = declaration as { readonly body?: ts.Node }
  if (body === undefined) return []
  const found: SharedObject[] = []
  const parameters = new Set(
    declaration.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : '')),
  )
  const note = (kind: SharedObject['kind'], node: ts.Node) => {
    if (holdsObject(checker.getTypeAtLocation(node), checker))
      found.push({ kind, name: node.getText().slice(0, 60), node })
  }
  const isParameter = (node: ts.Node) => ts.isIdentifier(node) && parameters.has(node.text)
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return
    if (ts.isReturnStatement(node) && node.expression !== undefined)
      for (const answer of branchesOf(node.expression))
        if (isOwnState(answer, checker) || isParameter(answer)) note('answer', answer)
    if (ts.isBinaryExpression(node))
      for (const argument of sharedBy(node, checker).filter(isParameter)) note('argument', argument)
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression
      if ((keeping.test(name.text) || finding.test(name.text)) && isOwnState(expression, checker))
        for (const argument of node.arguments.filter(isParameter)) note('argument', argument)
    }
    ts.forEachChild(node, visit)
  }
  if (ts.isBlock(body)) visit(body)
  else for (const answer of branchesOf(body)) if (isOwnState(answer, checker)) note('answer', answer)
  return found
}

/** What may come of an expression: both sides of `a ?? b`, and of a choice. */
function branchesOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)) return branchesOf(node.expression)
  if (ts.isConditionalExpression(node)) return [...branchesOf(node.whenTrue), ...branchesOf(node.whenFalse)]
  const isChoice =
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  return isChoice ? [...branchesOf(node.left), ...branchesOf(node.right)] : [node]
}

/** `this.cart = cart` keeps an object, `this.cart === cart` looks whether it is the same. */
function sharedBy(
  { left, right, operatorToken }: ts.BinaryExpression,
  checker: ts.TypeChecker,
): readonly ts.Node[] {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsToken:
      return isOwnState(left, checker) ? [right] : []
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return isOwnState(left, checker) ? [right] : isOwnState(right, checker) ? [left] : []
    default:
      return []
  }
}

/** Something that has an identity: no primitive, and nothing of which nobody knows. */
function holdsObject(type: ts.Type, checker: ts.TypeChecker): boolean {
  const actual = checker.getNonNullableType(type)
  const members = actual.isUnion() ? actual.types : [actual]
  return members.some(
    ({ flags, symbol }) => (flags & ts.TypeFlags.Object) !== 0 && symbol?.name !== 'Promise',
  )
}
