import { ts } from 'ts-morph'

/** Whether a name stands for something at the top of a file that changes while the program runs: `let`, a cache, a counter. */
export function isKept(name: ts.Identifier, root: ts.Node, checker: ts.TypeChecker): boolean {
  const { parent } = name
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return false
  if ('name' in parent && parent.name === name) return false
  const symbol = checker.getSymbolAtLocation(name)
  const target =
    symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declaration = target?.valueDeclaration
  if (declaration === undefined || declaration === root || !ts.isVariableDeclaration(declaration))
    return false
  if (
    !ts.isVariableStatement(declaration.parent.parent) ||
    !ts.isSourceFile(declaration.parent.parent.parent)
  )
    return false
  if (declaration.getSourceFile().isDeclarationFile) return false
  return !isConstant(declaration) || isContainer(declaration.initializer)
}

function isConstant({ parent }: ts.VariableDeclaration): boolean {
  return (parent.flags & ts.NodeFlags.Const) !== 0
}

/** Empty containers are there to be filled; a full one is a table. */
function isContainer(value: ts.Expression | undefined): boolean {
  if (value === undefined) return false
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0
  if (ts.isObjectLiteralExpression(value)) return value.properties.length === 0
  return (
    ts.isNewExpression(value) &&
    /^(?:Weak)?(?:Map|Set)$|Cache$/.test(value.expression.getText()) &&
    (value.arguments?.length ?? 0) === 0
  )
}
