import { ts } from 'ts-morph'
import { unwrapIn } from '../calls/index.js'
import type { Bound } from './chattiness.js'

const depthLimit = 6

/** How many items something has at most, as far as the code says: a literal, a slice, a page. */
export function boundOf(value: ts.Expression, checker: ts.TypeChecker, depth = 0): Bound | null {
  const node = unwrapIn(value)
  if (depth > depthLimit) return null
  if (ts.isAwaitExpression(node)) return boundOf(node.expression, checker, depth + 1)
  if (ts.isArrayLiteralExpression(node)) return boundOfArray(node)
  if (ts.isIdentifier(node)) return boundOfConstant(node, checker, depth)
  if (ts.isNewExpression(node))
    return node.arguments?.[0] ? boundOf(node.arguments[0], checker, depth + 1) : null
  return ts.isCallExpression(node) ? boundOfCall(node, checker, depth) : null
}

function boundOfArray(node: ts.ArrayLiteralExpression): Bound | null {
  if (node.elements.some(ts.isSpreadElement)) return null
  return { count: node.elements.length, because: `an array of ${node.elements.length}` }
}

function boundOfConstant(node: ts.Identifier, checker: ts.TypeChecker, depth: number): Bound | null {
  const declaration = declarationOf(node, checker)
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return null
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
  return isConstant && declaration.initializer ? boundOf(declaration.initializer, checker, depth + 1) : null
}

const keepingSize = new Set([
  'concat',
  'entries',
  'filter',
  'flat',
  'keys',
  'map',
  'reverse',
  'sort',
  'toSorted',
  'values',
])
const limiting = new Set(['limit', 'take', 'first', 'top'])
const limits = ['take', 'limit', 'first', 'pageSize', 'perPage', 'top']

function boundOfCall(call: ts.CallExpression, checker: ts.TypeChecker, depth: number): Bound | null {
  const page = boundOfPage(call, checker)
  if (page !== null) return page
  const callee = call.expression
  if (!ts.isPropertyAccessExpression(callee)) return null
  const name = callee.name.text
  const [first, second] = call.arguments
  if (callee.expression.getText() === 'Object' && first) return boundOfObject(first, checker)
  if (name === 'slice' && first && second) return boundOfSlice(first, second, checker)
  if (limiting.has(name) && first) return limitOf(first, name, checker)
  if (callee.expression.getText() === 'Array' && first) return boundOf(first, checker, depth + 1)
  if (keepingSize.has(name) && name !== 'concat' && name !== 'flat')
    return boundOf(callee.expression, checker, depth + 1)
  return ts.isCallExpression(callee.expression) ? boundOfLimit(callee.expression, checker) : null
}

/** A limit further up in a chain: `query.take(20).getMany()`. */
function boundOfLimit(call: ts.CallExpression, checker: ts.TypeChecker): Bound | null {
  const callee = call.expression
  if (!ts.isPropertyAccessExpression(callee)) return null
  const [first] = call.arguments
  if (limiting.has(callee.name.text) && first) return limitOf(first, callee.name.text, checker)
  return ts.isCallExpression(callee.expression) ? boundOfLimit(callee.expression, checker) : null
}

/** `find({ take: 20 })`. */
function boundOfPage(call: ts.CallExpression, checker: ts.TypeChecker): Bound | null {
  for (const argument of call.arguments) {
    if (!ts.isObjectLiteralExpression(argument)) continue
    for (const property of argument.properties) {
      if (!ts.isPropertyAssignment(property) || !limits.includes(property.name.getText())) continue
      return limitOf(property.initializer, property.name.getText(), checker)
    }
  }
  return null
}

function limitOf(value: ts.Expression, name: string, checker: ts.TypeChecker): Bound | null {
  const count = numberOf(value, checker)
  return count === null ? null : { count, because: `${name} ${count}` }
}

function boundOfSlice(from: ts.Expression, to: ts.Expression, checker: ts.TypeChecker): Bound | null {
  const [start, end] = [numberOf(from, checker), numberOf(to, checker)]
  return start === null || end === null || end < start
    ? null
    : { count: end - start, because: `a slice of ${end - start}` }
}

/** `Object.values(Status)`: as many as an enum or an object has. */
function boundOfObject(value: ts.Expression, checker: ts.TypeChecker): Bound | null {
  const declaration = ts.isIdentifier(value) ? declarationOf(value, checker) : value
  if (declaration === undefined) return null
  if (ts.isEnumDeclaration(declaration))
    return { count: declaration.members.length, because: `the enum ${value.getText()}` }
  const object = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration
  const literal = object === undefined ? undefined : unwrapIn(object as ts.Expression)
  if (literal === undefined || !ts.isObjectLiteralExpression(literal)) return null
  if (literal.properties.some(ts.isSpreadAssignment)) return null
  return { count: literal.properties.length, because: `an object of ${literal.properties.length}` }
}

/** `for (let i = 0; i < 5; i++)`. */
export function boundOfCounting(
  { initializer, condition }: ts.ForStatement,
  checker: ts.TypeChecker,
): Bound | null {
  if (condition === undefined || !ts.isBinaryExpression(condition) || initializer === undefined) return null
  if (!ts.isVariableDeclarationList(initializer)) return null
  const start = initializer.declarations[0]?.initializer
  const from = start === undefined ? null : numberOf(start, checker)
  const { kind } = condition.operatorToken
  const { right } = condition
  if (from === null) return null
  if (ts.isPropertyAccessExpression(right) && right.name.text === 'length')
    return boundOf(right.expression, checker)
  const to = numberOf(right, checker)
  if (to === null) return null
  if (kind === ts.SyntaxKind.LessThanToken) return { count: to - from, because: `counts to ${to}` }
  return kind === ts.SyntaxKind.LessThanEqualsToken
    ? { count: to - from + 1, because: `counts to ${to}` }
    : null
}

function numberOf(value: ts.Expression, checker: ts.TypeChecker): number | null {
  const node = unwrapIn(value)
  if (ts.isNumericLiteral(node)) return Number(node.text)
  const declaration = ts.isIdentifier(node) ? declarationOf(node, checker) : undefined
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return null
  const { initializer } = declaration
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
  return isConstant && initializer && ts.isNumericLiteral(initializer) ? Number(initializer.text) : null
}

function declarationOf(name: ts.Identifier, checker: ts.TypeChecker): ts.Declaration | undefined {
  const symbol = checker.getSymbolAtLocation(name)
  if (symbol === undefined) return undefined
  return (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol).declarations?.[0]
}
