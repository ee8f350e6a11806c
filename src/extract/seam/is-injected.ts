import { ts } from 'ts-morph'
import type { Named } from './classify-usage.js'
import { deriveAnswer } from './derive-answer.js'

/**
 * Whether a type is one that a container or a caller hands to a class: of a constructor's parameter, or of a property
 * with a decorator that asks for it. Where no decorator speaks, values that an object is made of look alike: what is
 * injected is an interface of methods alone, or a class that somebody has to wait for.
 */
export function isInjected({ name, symbol, checker }: Named): boolean {
  let at: ts.Node = name.parent
  if (ts.isTypeReferenceNode(at) && at.parent !== undefined) at = at.parent
  const owner = ownerOf(at)
  if (owner === null) return false
  if (isDecorated(owner)) return (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0
  const declarations = symbol.declarations ?? []
  if (symbol.flags & ts.SymbolFlags.Interface) return checkMethods(checker.getDeclaredTypeOfSymbol(symbol))
  return declarations.some(
    each => ts.isClassDeclaration(each) && each.members.some(member => answersLater(member, checker)),
  )
}

function checkMethods(type: ts.Type): boolean {
  const properties = type.getProperties()
  return properties.length > 0 && properties.every(({ flags }) => (flags & ts.SymbolFlags.Method) !== 0)
}

function answersLater(member: ts.ClassElement, checker: ts.TypeChecker): boolean {
  return ts.isMethodDeclaration(member) && deriveAnswer(member, checker) !== 'value'
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
