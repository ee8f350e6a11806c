import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'

/** Where an object ends up on both sides: what is answered is kept, or what is given is kept. */
export interface SharedObject {
  /** `answer`: callers get an object that stays in use. `argument`: an object of the caller is kept. */
  readonly kind: 'answer' | 'argument'
  readonly name: string
  readonly node: ts.Node
}

/** By the text of the body alone: `return this.cart`, `this.cart = cart`, `this.carts.set(id, cart)`, `return order`. */
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
  const isObject = (node: ts.Node) => holdsObject(checker.getTypeAtLocation(node), checker)
  const note = (kind: SharedObject['kind'], node: ts.Node) => {
    if (isObject(node)) found.push({ kind, name: node.getText().slice(0, 60), node })
  }
  const isParameter = (node: ts.Node) => ts.isIdentifier(node) && parameters.has(node.text)
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return
    if (ts.isReturnStatement(node) && node.expression !== undefined) {
      const answer = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression
      if (isOwnState(answer, checker) || isParameter(answer)) note('answer', answer)
    }
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      isOwnState(node.left, checker) &&
      isParameter(node.right)
    )
      note('argument', node.right)
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression
      if (/^(set|push|add|unshift)$/.test(name.text) && isOwnState(expression, checker))
        for (const argument of node.arguments.filter(isParameter)) note('argument', argument)
    }
    ts.forEachChild(node, visit)
  }
  visit(body)
  return found
}

/** A property of `this`, a look into one of its maps, or a variable at the top of a file. */
function isOwnState(node: ts.Node, checker: ts.TypeChecker): boolean {
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
  if (ts.isPropertyAccessExpression(node)) return node.expression.kind === ts.SyntaxKind.ThisKeyword
  if (!ts.isIdentifier(node)) return false
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    ts.isSourceFile(declaration.parent.parent.parent)
  )
}

function isMap(node: ts.Node, checker: ts.TypeChecker): boolean {
  return ['Map', 'WeakMap', 'ReadonlyMap'].includes(checker.getTypeAtLocation(node).symbol?.name ?? '')
}

/** Something that has an identity: no primitive, and nothing of which nobody knows. */
function holdsObject(type: ts.Type, checker: ts.TypeChecker): boolean {
  const actual = checker.getNonNullableType(type)
  const members = actual.isUnion() ? actual.types : [actual]
  return members.some(
    ({ flags, symbol }) => (flags & ts.TypeFlags.Object) !== 0 && symbol?.name !== 'Promise',
  )
}
