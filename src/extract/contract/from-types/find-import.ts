import { ts } from 'ts-morph'

/** Where a name of a file comes from; `name` as the other side exports it. */
export interface ImportedName {
  readonly specifier: string
  readonly name: string
}

/** By the import declarations of the file; null for what is not imported. */
export function findImport(source: ts.SourceFile, local: string): ImportedName | null {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const { importClause, moduleSpecifier } = statement
    const specifier = moduleSpecifier.text
    if (importClause?.name?.text === local) return { specifier, name: local }
    const bindings = importClause?.namedBindings
    if (bindings === undefined) continue
    if (ts.isNamespaceImport(bindings) && bindings.name.text === local) return { specifier, name: local }
    if (!ts.isNamedImports(bindings)) continue
    const found = bindings.elements.find(({ name }) => name.text === local)
    if (found !== undefined) return { specifier, name: (found.propertyName ?? found.name).text }
  }
  return null
}
