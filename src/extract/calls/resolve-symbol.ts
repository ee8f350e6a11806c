import { ts } from 'ts-morph'

/** The symbol that a name stands for, with imports followed to what they import. */
export function resolveSymbol(name: ts.Node, checker: ts.TypeChecker): ts.Symbol | null {
  const symbol = symbolAt(name, checker)
  if (symbol === undefined) return null
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return (target.declarations?.length ?? 0) > 0 ? target : null
}

function symbolAt(name: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = name
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent)
  if (ts.isBindingElement(parent) && isTaken(name, parent)) {
    return checker.getTypeAtLocation(parent.parent).getProperty(textOf(name))
  }
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === name) {
    return checker.getTypeAtLocation(parent.expression).getProperty(textOf(name))
  }
  return checker.getSymbolAtLocation(name)
}

/** Whether a name in a pattern is the property that is taken, `find` in `{ find }` and in `{ find: search }`. */
export function isTaken(name: ts.Node, element: ts.BindingElement): boolean {
  return ts.isObjectBindingPattern(element.parent) && (element.propertyName ?? element.name) === name
}

function textOf(name: ts.Node): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : ''
}

/** The symbol of a declaration itself. */
export function declaredSymbol(declaration: ts.Node, checker: ts.TypeChecker): ts.Symbol | null {
  const name = ts.getNameOfDeclaration(declaration as ts.Declaration)
  if (name !== undefined) return checker.getSymbolAtLocation(name) ?? null
  return (declaration as { readonly symbol?: ts.Symbol }).symbol ?? null
}
