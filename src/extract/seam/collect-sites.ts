import { ts } from 'ts-morph'
import { chooseFiles } from '../program/choose-files.js'
import { identify, type Identity } from '../program/identify.js'
import type { Program, ProgramFile } from '../program/program.js'
import { classifyUsage, headOf } from './classify-usage.js'
import { collectDeclaredNames, collectExportedAliases, collectLocalAliases } from './collect-names.js'
import { createImportIndex, type ImportIndex } from './import-index.js'
import { collectImportSites, collectWholeSites } from './import-sites.js'
import { createNameResolver, type Name, type ResolveName } from './resolve-name.js'
import type { Usage } from './seam.js'
import { visitNames } from './visit-names.js'

/** One place on the using side, and the declaration on the other side of the border that it uses. */
export interface Site {
  readonly node: ts.Node
  readonly using: ProgramFile
  readonly identity: Identity
  readonly usage: Usage
}

/** What is looked at on the way. */
export interface Search {
  readonly program: Program
  readonly module: string
  readonly imports: ImportIndex
  readonly resolve: ResolveName
}

/**
 * Every site at which the border of a module is crossed, in order of file and place. Outside of the module the checker
 * is asked only about names that the module declares, so that the cost is one walk over the files.
 */
export function collectSites(program: Program, module: string): readonly Site[] {
  const imports = createImportIndex(program)
  const search: Search = { program, module, imports, resolve: createNameResolver(program, imports.required) }
  const own = program.files.filter(file => file.module === module)
  const declared = collectDeclaredNames(own)
  for (const name of collectExportedAliases(program.files)) declared.add(name)
  const reached = new Set(chooseFiles(program.graph, module))
  return program.files.flatMap(file => {
    if (file.module === module) return collectFromFile(file, search, () => true)
    if (!reached.has(file.path)) return []
    const aliases = collectLocalAliases(file)
    return collectFromFile(file, search, text => declared.has(text) || aliases.has(text))
  })
}

function collectFromFile(
  file: ProgramFile,
  search: Search,
  mayCross: (text: string) => boolean,
): readonly Site[] {
  const found = new Map<ts.Node, readonly Site[]>()
  const use = (name: Name): void => {
    if (!mayCross(name.text)) return
    const sites = sitesOf(name, file, search)
    if (sites.length > 0) found.set(name, sites)
  }
  visitNames(file.source, use)
  const sites = [...found.values()].flat()
  const named = [...sites, ...collectImportSites(file, sites, search)]
  return [...named.filter(site => !leadsOn(site, found)), ...collectWholeSites(file, named, search)]
}

function sitesOf(name: Name, using: ProgramFile, search: Search): readonly Site[] {
  const symbol = search.resolve(name)
  if (symbol === null) return []
  const identities = crossedBy(symbol, using, search)
  if (identities.length === 0) return []
  const usage = classifyUsage({ name, symbol, checker: search.program.checker })
  return identities.map(identity => ({ node: name, using, identity, usage }))
}

/** The declarations of a symbol that stand on the other side of the border from a file. */
export function crossedBy(
  symbol: ts.Symbol,
  using: ProgramFile,
  { program, module }: Search,
): readonly Identity[] {
  const isInside = using.module === module
  const found = new Map<string, Identity>()
  for (const declaration of symbol.declarations ?? []) {
    const declaring = program.fileOf(declaration)
    if (declaring === null || (declaring.module === module) === isInside) continue
    const identity = identify(program, declaration)
    if (identity !== null) found.set(`${identity.id}\0${identity.member}`, identity)
  }
  return [...found.values()]
}

/** `Status` in `Status.Paid`, and `users` in `users.find` for a whole file, imported or required: the member says it all. */
function leadsOn({ node, identity }: Site, found: ReadonlyMap<ts.Node, readonly Site[]>): boolean {
  if (identity.member !== null) return false
  const head = headOf(node)
  const { parent } = head
  const member =
    ts.isPropertyAccessExpression(parent) && parent.expression === head
      ? parent.name
      : ts.isQualifiedName(parent) && parent.left === head
        ? parent.right
        : null
  const next = member === null ? [] : (found.get(member) ?? [])
  const isWhole = identity.name === '*' || ts.isBinaryExpression(identity.declaration)
  return next.some(each => each.identity.id === identity.id || isWhole)
}
