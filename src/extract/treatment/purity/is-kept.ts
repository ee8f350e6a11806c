import { ts } from 'ts-morph'
import { changedSymbols } from './changed-symbols.js'

/** Whether a name stands for something that lives and changes as long as the program: `let`, a cache, a counter, a static. */
export function isKept(name: ts.Identifier, root: ts.Node, checker: ts.TypeChecker): boolean {
  const { parent } = name
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return isKeptByClass(name, checker)
  if ('name' in parent && parent.name === name) return false
  const symbol = checker.getSymbolAtLocation(name)
  const target =
    symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declaration = target?.valueDeclaration
  if (target === undefined || declaration === undefined || declaration === root) return false
  if (!ts.isVariableDeclaration(declaration) || !isAtTop(declaration)) return false
  if (declaration.getSourceFile().isDeclarationFile) return false
  if (!isConstant(declaration) || isEmptyContainer(declaration.initializer)) return true
  return isFilled(declaration.initializer) && isChanged(target, declaration, checker)
}

/** A static property, or one of an object at the top of a file, that is filled or gets another value. */
function isKeptByClass(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(name)
  const declaration = symbol?.valueDeclaration
  if (symbol === undefined || declaration === undefined) return false
  if (ts.isPropertyAssignment(declaration))
    return isOfObjectAtTop(declaration) && isChanged(symbol, declaration, checker)
  if (!ts.isPropertyDeclaration(declaration)) return false
  if (!hasModifier(declaration, ts.ModifierFlags.Static)) return false
  return isEmptyContainer(declaration.initializer) || isChanged(symbol, declaration, checker)
}

function isOfObjectAtTop({ parent }: ts.PropertyAssignment): boolean {
  const holder = parent.parent
  return ts.isVariableDeclaration(holder) && isAtTop(holder)
}

/** Whether functions of the declaring file change it. */
export function isChanged(symbol: ts.Symbol, declaration: ts.Node, checker: ts.TypeChecker): boolean {
  return changedSymbols(declaration.getSourceFile(), checker).has(symbol)
}

export function hasModifier(node: ts.Declaration, flag: ts.ModifierFlags): boolean {
  return (ts.getCombinedModifierFlags(node) & flag) !== 0
}

function isAtTop({ parent }: ts.VariableDeclaration): boolean {
  return ts.isVariableStatement(parent.parent) && ts.isSourceFile(parent.parent.parent)
}

function isConstant({ parent }: ts.VariableDeclaration): boolean {
  return (parent.flags & ts.NodeFlags.Const) !== 0
}

/** Empty containers are there to be filled; a full one is a table until somebody changes it. */
export function isEmptyContainer(value: ts.Expression | undefined): boolean {
  if (value === undefined) return false
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0
  if (ts.isObjectLiteralExpression(value)) return value.properties.length === 0
  return isCollection(value) && (value.arguments?.length ?? 0) === 0
}

function isFilled(value: ts.Expression | undefined): boolean {
  if (value === undefined) return false
  return ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value) || isCollection(value)
}

function isCollection(value: ts.Expression): value is ts.NewExpression {
  return ts.isNewExpression(value) && /^(?:Weak)?(?:Map|Set)$|Cache$/.test(value.expression.getText())
}
