import { ts } from 'ts-morph'
import { chooseFiles } from '../program/choose-files.js'
import type { Program, ProgramFile } from '../program/program.js'
import { classifyUsage, headOf } from './classify-usage.js'
import { collectDeclaredNames, collectExportedAliases, collectLocalAliases } from './collect-names.js'
import { crossedBy, type Search, type Site } from './crossed-by.js'
import { createImportIndex } from './import-index.js'
import { collectImportSites, collectWholeSites } from './import-sites.js'
import { createNameResolver, type Name } from './resolve-name.js'
import { collectSuperCalls } from './super-calls.js'
import { visitNames } from './visit-names.js'

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
  return [
    ...named.filter(site => !leadsOn(site, found)),
    ...collectSuperCalls(file, sites),
    ...collectWholeSites(file, named, search),
  ]
}

function sitesOf(name: Name, using: ProgramFile, search: Search): readonly Site[] {
  const symbol = search.resolve(name)
  if (symbol === null) return []
  const identities = crossedBy(symbol, using, search)
  if (identities.length === 0) return []
  const usage = classifyUsage({ name, symbol, checker: search.program.checker })
  return identities.map(identity => ({ node: name, using, identity, usage }))
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
