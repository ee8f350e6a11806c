import { ts } from 'ts-morph'

/** Where a name of a file gets its value. */
export type Declaration =
  | { readonly is: 'function'; readonly node: ts.FunctionDeclaration }
  | { readonly is: 'class'; readonly node: ts.ClassDeclaration }
  | {
      readonly is: 'variable'
      readonly node: ts.VariableDeclaration
      readonly statement: ts.Statement
      readonly name: string
    }
  /** `export default …`, `module.exports = …`, `exports.name = …`. */
  | { readonly is: 'expression'; readonly node: ts.Expression; readonly statement: ts.Statement }
  | { readonly is: 'type'; readonly node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration }

/** The declaration of a name at the top of a file, also of an exported name that stands for another. */
export function findDeclaration(source: ts.SourceFile, symbol: string): Declaration | null {
  for (const statement of source.statements) {
    const found = declares(statement, symbol)
    if (found !== null) return found
  }
  const local = localName(source, symbol)
  if (local !== null && local !== symbol) return findDeclaration(source, local)
  return null
}

function declares(statement: ts.Statement, symbol: string): Declaration | null {
  if (ts.isFunctionDeclaration(statement) && statement.body !== undefined && isNamed(statement, symbol))
    return { is: 'function', node: statement }
  if (ts.isClassDeclaration(statement) && isNamed(statement, symbol)) return { is: 'class', node: statement }
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return isNamed(statement, symbol) ? { is: 'type', node: statement } : null
  if (ts.isVariableStatement(statement)) {
    const node = statement.declarationList.declarations.find(
      ({ name }) => ts.isIdentifier(name) && name.text === symbol,
    )
    return node === undefined ? null : { is: 'variable', node, statement, name: symbol }
  }
  const assigned = assignedExport(statement, symbol)
  return assigned === null || ts.isIdentifier(assigned)
    ? null
    : { is: 'expression', node: assigned, statement }
}

type Named = ts.FunctionDeclaration | ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration

function isNamed(node: Named, symbol: string): boolean {
  if (node.name?.text === symbol) return true
  return (
    symbol === 'default' && (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  )
}

/** The right side of a statement that exports under this name. */
function assignedExport(statement: ts.Statement, symbol: string): ts.Expression | null {
  if (ts.isExportAssignment(statement)) return symbol === 'default' ? statement.expression : null
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return null
  const { left, right, operatorToken } = statement.expression
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return null
  const target = left.getText().replaceAll(/\s/g, '')
  if (symbol === 'default' && target === 'module.exports') return last(right)
  return target === `exports.${symbol}` || target === `module.exports.${symbol}` ? last(right) : null
}

/** `exports.a = module.exports = …` */
function last(right: ts.Expression): ts.Expression {
  return ts.isBinaryExpression(right) && right.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? last(right.right)
    : right
}

/** The name within the file of what it exports: `export { local as symbol }`, `export default local`. */
function localName(source: ts.SourceFile, symbol: string): string | null {
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined) {
      const { exportClause } = statement
      if (exportClause === undefined || !ts.isNamedExports(exportClause)) continue
      const found = exportClause.elements.find(({ name }) => name.text === symbol)
      if (found !== undefined) return (found.propertyName ?? found.name).text
      continue
    }
    const assigned = assignedExport(statement, symbol)
    if (assigned !== null && ts.isIdentifier(assigned)) return assigned.text
  }
  return null
}
