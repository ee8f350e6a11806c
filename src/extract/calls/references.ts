import { ts } from 'ts-morph'
import type { Program } from '../program/program.js'

/** Where names stand in the code; made in one walk, without asking the checker. */
export interface References {
  /** Identifiers, and text in `object['name']`, in order of file and place. */
  readonly named: (name: string) => readonly ts.Node[]
  /** Other names under which a declaration is known, through imports and exports that rename. */
  readonly aliasesOf: (declaration: ts.Node) => readonly string[]
  /** Classes and interfaces with `extends` or `implements`. */
  readonly heirs: readonly Heir[]
}

export type Heir = ts.ClassLikeDeclaration | ts.InterfaceDeclaration

export function indexReferences({ files, checker }: Program): References {
  const byName = new Map<string, ts.Node[]>()
  const renames: ts.Identifier[] = []
  const heirs: Heir[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) append(byName, node.text, node)
    else if (ts.isStringLiteral(node) && isKey(node)) append(byName, node.text, node)
    else {
      const renamed = renamedBy(node)
      if (renamed !== null) renames.push(renamed)
      if ((ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) && node.heritageClauses) heirs.push(node)
      ts.forEachChild(node, visit)
    }
  }
  for (const { source } of files) ts.forEachChild(source, visit)
  let aliases: ReadonlyMap<ts.Node, readonly string[]> | null = null
  return {
    named: name => byName.get(name) ?? [],
    aliasesOf: declaration => {
      aliases ??= resolveRenames(renames, checker)
      return aliases.get(declaration) ?? []
    },
    heirs,
  }
}

function isKey({ parent }: ts.StringLiteral): boolean {
  return (
    ts.isElementAccessExpression(parent) || (ts.isBindingElement(parent) && parent.propertyName !== undefined)
  )
}

/** The new name that an import or export gives. */
function renamedBy(node: ts.Node): ts.Identifier | null {
  if (ts.isImportClause(node) || ts.isImportEqualsDeclaration(node)) return node.name ?? null
  const renames = ts.isImportSpecifier(node) || ts.isExportSpecifier(node)
  return renames && node.propertyName !== undefined && ts.isIdentifier(node.name) ? node.name : null
}

function resolveRenames(names: readonly ts.Identifier[], checker: ts.TypeChecker) {
  const aliases = new Map<ts.Node, string[]>()
  for (const name of names) {
    const symbol = checker.getSymbolAtLocation(name)
    if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Alias)) continue
    for (const declaration of checker.getAliasedSymbol(symbol).declarations ?? [])
      append(aliases, declaration, name.text)
  }
  return aliases
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}
