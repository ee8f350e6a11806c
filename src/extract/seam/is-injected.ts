import { ts } from 'ts-morph'
import type { Named } from './classify-usage.js'

/**
 * Whether a type is one that a container or a caller hands to a class: of a constructor's parameter, or of a property
 * with a decorator that asks for it. Data that a class is made of is not injected: the type has methods.
 */
export function isInjected({ name, symbol, checker }: Named): boolean {
  let at: ts.Node = name.parent
  if (ts.isTypeReferenceNode(at) && at.parent !== undefined) at = at.parent
  const owner = ownerOf(at)
  if (owner === null) return false
  const hasMeaning = (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0
  return (
    hasMeaning && (isDecorated(owner) || hasMethods(checker.getDeclaredTypeOfSymbol(symbol), name, checker))
  )
}

function ownerOf(node: ts.Node): ts.Node | null {
  if (ts.isParameter(node) && ts.isConstructorDeclaration(node.parent)) return node.parent.parent
  return ts.isPropertyDeclaration(node) && asksFor(node) ? node : null
}

function isDecorated(node: ts.Node): boolean {
  return ts.canHaveDecorators(node) && (ts.getDecorators(node) ?? []).length > 0
}

function asksFor(node: ts.PropertyDeclaration): boolean {
  return (ts.getDecorators(node) ?? []).some(({ expression }) =>
    /^(?:Lazy)?Inject|^inject|^Autowired/.test(expression.getText()),
  )
}

function hasMethods(type: ts.Type, at: ts.Node, checker: ts.TypeChecker): boolean {
  return type
    .getProperties()
    .some(property => checker.getTypeOfSymbolAtLocation(property, at).getCallSignatures().length > 0)
}
