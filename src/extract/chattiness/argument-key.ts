import { ts } from 'ts-morph'
import { unwrapIn } from '../calls/index.js'

/** What parameters stand for, on one way through the code. */
export type Given = ReadonlyMap<ts.Symbol, string>

export interface Keys {
  readonly checker: ts.TypeChecker
  readonly numbers: Map<ts.Symbol, number>
}

/** The same text for the same value on one way through the code; null where that cannot be told. */
export function argumentKey(value: ts.Expression, given: Given, keys: Keys): string | null {
  const node = unwrapIn(value)
  if (ts.isLiteralExpression(node) || node.kind === ts.SyntaxKind.NullKeyword) return node.getText()
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword)
    return node.getText()
  if (node.kind === ts.SyntaxKind.ThisKeyword) return 'this'
  if (ts.isIdentifier(node)) return keyOfName(node, given, keys)
  if (ts.isPropertyAccessExpression(node)) {
    const receiver = argumentKey(node.expression, given, keys)
    return receiver === null ? null : `${receiver}.${node.name.text}`
  }
  return ts.isObjectLiteralExpression(node) ? keyOfObject(node, given, keys) : null
}

function keyOfName(node: ts.Identifier, given: Given, { checker, numbers }: Keys): string | null {
  const symbol = checker.getSymbolAtLocation(node)
  const [declaration] = symbol?.declarations ?? []
  if (symbol === undefined || declaration === undefined) return null
  const known = given.get(symbol)
  if (known !== undefined) return known
  // A variable may have changed between two uses.
  if (ts.isVariableDeclaration(declaration) && !(ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const))
    return null
  const number = numbers.get(symbol) ?? numbers.size
  numbers.set(symbol, number)
  return `${node.text}#${number}`
}

function keyOfObject(node: ts.ObjectLiteralExpression, given: Given, keys: Keys): string | null {
  const parts: string[] = []
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property)) return null
    const value = argumentKey(property.initializer, given, keys)
    if (value === null) return null
    parts.push(`${property.name.getText()}:${value}`)
  }
  return `{${parts.toSorted().join(',')}}`
}

/** Keys of all arguments; null where one of them cannot be told. */
export function argumentsKey(call: ts.Node, given: Given, keys: Keys): string | null {
  if (!ts.isCallExpression(call)) return null
  const parts = call.arguments.map(each => argumentKey(each, given, keys))
  return parts.includes(null) ? null : parts.join(', ')
}
