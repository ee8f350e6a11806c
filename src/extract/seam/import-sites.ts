import { ts } from 'ts-morph'
import type { Dependency, Form } from '../../kernel/dependency.js'
import type { ProgramFile } from '../program/program.js'
import { crossedBy, type Search, type Site } from './crossed-by.js'
import type { Usage } from './seam.js'

/** Imports of a file that cross and that nothing in it uses: the import itself is the use. */
export function collectImportSites(
  file: ProgramFile,
  used: readonly Site[],
  search: Search,
): readonly Site[] {
  const names = new Set(used.map(({ node }) => node.getText()))
  const { checker } = search.program
  return file.source.statements.flatMap(statement =>
    importedNames(statement)
      .filter(({ text }) => !names.has(text))
      .flatMap(name => {
        const local = checker.getSymbolAtLocation(name)
        const symbol =
          local === undefined || !(local.flags & ts.SymbolFlags.Alias)
            ? local
            : checker.getAliasedSymbol(local)
        const identities = symbol === undefined ? [] : crossedBy(symbol, file, search)
        const usage: Usage = isTypeOnly(name) ? 'type' : 'read'
        return identities.map(identity => ({ node: name, using: file, identity, usage }))
      }),
  )
}

function importedNames(statement: ts.Statement): readonly ts.Identifier[] {
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name]
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined
  if (clause === undefined) return []
  const bindings = clause.namedBindings
  const named =
    bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
        ? [bindings.name]
        : bindings.elements.map(({ name }) => name)
  return clause.name === undefined ? named : [clause.name, ...named]
}

function isTypeOnly(name: ts.Identifier): boolean {
  return ts.isTypeOnlyImportDeclaration(name.parent)
}

/** Ways to import that name no symbol, or whose symbols the checker cannot follow. */
const whole: Partial<Record<Form, Usage>> = {
  'side-effect': 'read',
  'export-all': 'reexport',
  'vi-mock': 'mock',
  'jest-mock': 'mock',
  'triple-slash': 'type',
  'dynamic-import': 'read',
  'dynamic-template': 'read',
  'dynamic-pattern': 'read',
  require: 'read',
  'create-require': 'read',
  'require-resolve': 'read',
  'import-meta-glob': 'read',
  'import-meta-resolve': 'read',
  'new-url': 'read',
  'worker-url': 'read',
}

/** Imports of whole files: for their effects, handed on with `export *`, replaced in tests, or not followed any further. */
export function collectWholeSites(file: ProgramFile, used: readonly Site[], search: Search): readonly Site[] {
  const { program, module, imports } = search
  const files = new Set(used.map(({ identity }) => identity.file))
  return imports.from(file.path).flatMap(dependency => {
    const { form, to, definedIn } = dependency
    const usage = whole[form]
    if (usage === undefined || to === null || crossesNot(file, program.graph.moduleOf(to)?.name, module))
      return []
    const isFollowed =
      usage === 'read' && form !== 'side-effect' && (files.has(to) || files.has(definedIn ?? to))
    if (isFollowed) return []
    const node = nodeAt(file.source, dependency)
    const handedOn = form === 'export-all' ? handedOnBy(node, file, search) : []
    if (handedOn.length > 0) return handedOn
    const declaration = program.fileAt(to)?.source ?? file.source
    const identity = { id: `${to}#*`, file: to, name: '*', member: null, declaration }
    return [{ node, using: file, identity, usage }]
  })
}

/** `export *` hands on each symbol by its name; of a file that only runs, nothing. */
function handedOnBy(node: ts.Node, using: ProgramFile, search: Search): readonly Site[] {
  const statement = ts.findAncestor(node, ts.isExportDeclaration)
  const specifier = statement?.moduleSpecifier
  if (statement?.exportClause !== undefined || specifier === undefined) return []
  const { checker } = search.program
  const target = checker.getSymbolAtLocation(specifier)
  const symbols = target === undefined ? [] : checker.getExportsOfModule(target)
  return symbols
    .filter(({ name }) => name !== 'default')
    .flatMap(symbol =>
      crossedBy(
        symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
        using,
        search,
      ),
    )
    .map(identity => ({ node, using, identity, usage: 'reexport' }))
}

function crossesNot({ module: using }: ProgramFile, declaring: string | undefined, module: string): boolean {
  return (using === module) === (declaring === module)
}

/** The innermost node that starts at an import's place. */
function nodeAt(source: ts.SourceFile, { line, column }: Dependency): ts.Node {
  const position = source.getPositionOfLineAndCharacter(line - 1, column - 1)
  const find = (node: ts.Node): ts.Node | undefined => {
    if (position < node.pos || position >= node.end) return undefined
    return ts.forEachChild(node, find) ?? (node.getStart(source) === position ? node : undefined)
  }
  return ts.forEachChild(source, find) ?? source
}
