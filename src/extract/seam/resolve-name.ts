import { ts } from 'ts-morph'
import type { Program } from '../program/program.js'

/** A node that names something: an identifier, or a literal in `users['find']`. */
export type Name = ts.Identifier | ts.StringLiteralLike | ts.PrivateIdentifier

/** Leads a name to what it stands for, through imports, barrels and what CommonJS exports; null where nobody knows. */
export type ResolveName = (name: Name) => ts.Symbol | null

export function createNameResolver(
  program: Program,
  required: (call: ts.CallExpression) => ts.Symbol | null,
): ResolveName {
  const { checker } = program
  const holders = new Map<ts.Symbol, ts.Symbol>()
  const resolve = (name: Name): ts.Symbol | null => {
    const symbol = symbolAt(checker, name) ?? memberOfRequired(name, { checker, holders, required })
    if (symbol === null) return null
    const target = followAlias(checker, symbol)
    noteHolder(target, { checker, holders, required })
    return followExport(checker, holders.get(target) ?? target)
  }
  return resolve
}

interface Requires {
  readonly checker: ts.TypeChecker
  /** Variables that hold a module which TypeScript does not follow, `const users = require('./users')`. */
  readonly holders: Map<ts.Symbol, ts.Symbol>
  readonly required: (call: ts.CallExpression) => ts.Symbol | null
}

function symbolAt(checker: ts.TypeChecker, name: Name): ts.Symbol | null {
  const { parent } = name
  if (ts.isShorthandPropertyAssignment(parent))
    return checker.getShorthandAssignmentValueSymbol(parent) ?? null
  if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent) ?? null
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) {
    if (parent.initializer === name) return checker.getSymbolAtLocation(name) ?? null
    return checker.getTypeAtLocation(parent.parent).getProperty(name.text) ?? null
  }
  const symbol = checker.getSymbolAtLocation(name)
  return symbol === undefined || checker.isUnknownSymbol(symbol) ? null : symbol
}

function followAlias(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** `module.exports = { find }` and `exports.find = find` stand for the function that they name. */
function followExport(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  const [declaration] = symbol.declarations ?? []
  if (declaration === undefined || !isScript(declaration)) return symbol
  const named = exportedName(declaration)
  const target = named === null ? null : symbolOfValue(checker, named)
  return target === null || target === symbol ? symbol : followAlias(checker, target)
}

/** Files without types, in which the compiler follows CommonJS. */
export function isScript(node: ts.Node): boolean {
  return (node.flags & ts.NodeFlags.JavaScriptFile) !== 0
}

function exportedName(declaration: ts.Node): ts.Identifier | null {
  if (ts.isShorthandPropertyAssignment(declaration) && isExported(declaration.parent)) return declaration.name
  const value =
    ts.isPropertyAssignment(declaration) && isExported(declaration.parent) ? declaration.initializer : null
  if (value !== null) return ts.isIdentifier(value) ? value : null
  const assignment = ts.isBinaryExpression(declaration) ? declaration : declaration.parent
  if (assignment === undefined || !ts.isBinaryExpression(assignment)) return null
  const { left, right } = assignment
  return /^(?:module\.)?exports\b/.test(left.getText()) && ts.isIdentifier(right) ? right : null
}

function isExported({ parent }: ts.Node): boolean {
  return ts.isBinaryExpression(parent) && /^(?:module\.)?exports$/.test(parent.left.getText())
}

function symbolOfValue(checker: ts.TypeChecker, name: ts.Identifier): ts.Symbol | null {
  const { parent } = name
  if (ts.isShorthandPropertyAssignment(parent))
    return checker.getShorthandAssignmentValueSymbol(parent) ?? null
  return checker.getSymbolAtLocation(name) ?? null
}

/** Notes a variable of a TypeScript file that holds what `require` answers. */
function noteHolder(symbol: ts.Symbol, { holders, required }: Requires): void {
  const declaration = symbol.valueDeclaration
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return
  const { initializer } = declaration
  const target = initializer !== undefined && ts.isCallExpression(initializer) ? required(initializer) : null
  if (target !== null) holders.set(symbol, target)
}

/** `users.find` and `{ find } = …` where `users` is a `require` in a TypeScript file. */
function memberOfRequired(name: Name, requires: Requires): ts.Symbol | null {
  const owner = ownerOf(name)
  if (owner === null) return null
  const { checker, holders, required } = requires
  const call = ts.isCallExpression(owner) ? required(owner) : null
  const holder = ts.isIdentifier(owner) ? checker.getSymbolAtLocation(owner) : undefined
  if (holder !== undefined) noteHolder(holder, requires)
  const target = call ?? (holder === undefined ? null : (holders.get(holder) ?? null))
  if (target === null) return null
  return checker.getExportsOfModule(target).find(each => each.name === name.text) ?? null
}

function ownerOf({ parent }: Name): ts.Expression | null {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression
  const variable = ts.isBindingElement(parent) ? parent.parent.parent : null
  return variable !== null && ts.isVariableDeclaration(variable) ? (variable.initializer ?? null) : null
}
