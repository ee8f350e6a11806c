import { ts } from 'ts-morph'
import type { ProgramFile } from '../program/program.js'

/** Names under which what these files declare can be used: of declarations, of their members, and what exports call them. */
export function collectDeclaredNames(files: readonly ProgramFile[]): Set<string> {
  const names = new Set<string>(['default'])
  const visit = (node: ts.Node): void => {
    const name = ts.getNameOfDeclaration(node as ts.Declaration)
    if (name !== undefined) addName(names, name)
    if (ts.isParameter(node) && !ts.isParameterPropertyDeclaration(node, node.parent)) return
    if (ts.isPropertyAccessExpression(node) && ts.isBinaryExpression(node.parent)) names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  for (const { source } of files) visit(source)
  return names
}

function addName(names: Set<string>, name: ts.DeclarationName): void {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) names.add(name.text)
}

/** New names that exports anywhere give to what they hand on: `export { find as findUser }`. */
export function collectExportedAliases(files: readonly ProgramFile[]): Set<string> {
  const names = new Set<string>()
  for (const { source } of files) {
    for (const statement of source.statements) {
      const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined
      if (clause === undefined) continue
      if (ts.isNamespaceExport(clause)) names.add(clause.name.text)
      else
        for (const { name, propertyName } of clause.elements)
          if (propertyName !== undefined) names.add(name.text)
    }
  }
  return names
}

/** Names that a file gives to what it imports: renamed, default, whole namespaces, and variables that hold a `require`. */
export function collectLocalAliases({ source }: ProgramFile): Set<string> {
  const names = new Set<string>()
  for (const statement of source.statements) {
    if (ts.isImportEqualsDeclaration(statement)) names.add(statement.name.text)
    if (ts.isVariableStatement(statement)) addVariables(names, statement)
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined
    if (clause?.name !== undefined) names.add(clause.name.text)
    const bindings = clause?.namedBindings
    if (bindings === undefined) continue
    if (ts.isNamespaceImport(bindings)) names.add(bindings.name.text)
    else
      for (const { name, propertyName } of bindings.elements)
        if (propertyName !== undefined) names.add(name.text)
  }
  return names
}

function addVariables(names: Set<string>, { declarationList }: ts.VariableStatement): void {
  const visit = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text)
    else for (const element of name.elements) if (ts.isBindingElement(element)) visit(element.name)
  }
  for (const { name, initializer } of declarationList.declarations) {
    if (initializer !== undefined && /\b(?:require|import)\b/.test(initializer.getText())) visit(name)
  }
}
