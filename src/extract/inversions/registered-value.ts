import { ts } from 'ts-morph'
import { type CallGraph, isFunctionValue, unwrapIn } from '../calls/index.js'

/** What an argument registers: a function, or an object or class with members to be called. */
export type Registered = 'function' | 'object'

/** Whether an argument hands code over, rather than data. */
export function registeredBy(
  argument: ts.Expression,
  { program: { checker, fileOf } }: CallGraph,
): Registered | null {
  const node = unwrapIn(argument)
  if (isFunctionValue(node)) return 'function'
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return null
  const type = checker.getTypeAtLocation(node)
  if (type.flags & ts.TypeFlags.Any) return null
  if (type.getConstructSignatures().length > 0) return 'object'
  if (type.getCallSignatures().length > 0) return 'function'
  // A value of a library, such as a date or an array, is data.
  const methods = type
    .getProperties()
    .filter(each => each.flags & ts.SymbolFlags.Method || isFunctionProperty(each, node, checker))
  const own = methods.filter(each => each.declarations?.some(declaration => fileOf(declaration) !== null))
  return own.length > 0 ? 'object' : null
}

function isFunctionProperty(property: ts.Symbol, at: ts.Node, checker: ts.TypeChecker): boolean {
  return checker.getTypeOfSymbolAtLocation(property, at).getCallSignatures().length > 0
}
