import { ts } from 'ts-morph'
import { bareExpression, returnedExpression } from './expressions.js'
import type { Survey } from './survey.js'

/** What a list holds, wherever its parts are written: through spreads, constants, conditions, `filter` and `concat`. */
export function elementsOf(survey: Survey, list: ts.Node, depth = 0): readonly ts.Node[] {
  const node = bareExpression(list)
  const of = (each: ts.Node) => elementsOf(survey, each, depth + 1)
  if (depth > deepest) return []
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(each => partOf(of, each))
  if (ts.isConditionalExpression(node)) return [...of(node.whenTrue), ...of(node.whenFalse)]
  if (ts.isBinaryExpression(node)) return [...of(node.left), ...of(node.right)]
  if (ts.isCallExpression(node)) return [...callParts(node), ...returnedParts(survey, node)].flatMap(of)
  const value = initialValue(survey, node)
  return value === null ? [] : of(value)
}

const deepest = 8

function partOf(of: (node: ts.Node) => readonly ts.Node[], element: ts.Expression): readonly ts.Node[] {
  if (ts.isSpreadElement(element)) return of(element.expression)
  const bare = bareExpression(element)
  if (ts.isConditionalExpression(bare)) return [bareExpression(bare.whenTrue), bareExpression(bare.whenFalse)]
  return [ts.isBinaryExpression(bare) ? bareExpression(bare.right) : bare]
}

/** The list in `list.filter(…)`, `[].concat(list)`. */
function callParts({ expression, arguments: args }: ts.CallExpression): readonly ts.Node[] {
  if (!ts.isPropertyAccessExpression(expression)) return []
  return expression.name.text === 'concat' ? [expression.expression, ...args] : [expression.expression]
}

function returnedParts(survey: Survey, { expression }: ts.CallExpression): readonly ts.Node[] {
  const declaration = survey.declared.of(expression)
  const returned = declaration === null ? null : returnedBy(declaration)
  return returned === null ? [] : [returned]
}

/** What a function of the program returns at its end, where that is an expression on its own. */
export function returnedBy(declaration: ts.Node): ts.Node | null {
  if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) {
    const returned = declaration.body?.statements.find(ts.isReturnStatement)?.expression
    return returned === undefined ? null : bareExpression(returned)
  }
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return null
  const value = bareExpression(declaration.initializer)
  const returned = returnedExpression(value)
  return returned === value ? null : returned
}

/** What a variable, a static or a readonly property starts with. */
export function initialValue(survey: Survey, node: ts.Node): ts.Node | null {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return null
  const declaration = survey.declared.of(node)
  if (declaration === null) return null
  if (!ts.isVariableDeclaration(declaration) && !ts.isPropertyDeclaration(declaration)) return null
  return declaration.initializer === undefined ? null : bareExpression(declaration.initializer)
}
