import type { Dependency } from '../../../kernel/dependency.js'
import type { TableRef } from '../table-site.js'

/** Something that a file exports or names: a definition or a creator of tables. */
export interface NamedSite {
  readonly local: string | null
  readonly exported: readonly string[]
}

/** Finds what an import means, through barrels, namespaces and bundles. */
export type FindImported = <Site extends NamedSite>(
  file: string,
  ref: Extract<TableRef, { kind: 'import' }>,
  sitesIn: (file: string) => readonly Site[],
) => Site | null

/** Whether an import leads out of the repository, or nowhere. */
export type IsExternal = (file: string, specifier: string) => boolean

export interface Symbols {
  readonly findImported: FindImported
  readonly isExternal: IsExternal
}

export function indexSymbols(dependencies: readonly Dependency[]): Symbols {
  const byFile = new Map<string, Dependency[]>()
  for (const dependency of dependencies) {
    const list = byFile.get(dependency.from)
    if (list === undefined) byFile.set(dependency.from, [dependency])
    else list.push(dependency)
  }
  const from = (file: string): readonly Dependency[] => byFile.get(file) ?? []
  return {
    findImported: (file, ref, sitesIn) => findImported({ from, sitesIn }, file, ref),
    isExternal: (file, specifier) =>
      from(file).every(
        dependency => dependency.specifier !== specifier || targetsOf(dependency).length === 0,
      ),
  }
}

interface Search<Site> {
  readonly from: (file: string) => readonly Dependency[]
  readonly sitesIn: (file: string) => readonly Site[]
}

function findImported<Site extends NamedSite>(
  search: Search<Site>,
  file: string,
  { specifier, symbol, path }: Extract<TableRef, { kind: 'import' }>,
): Site | null {
  const wanted = symbol === '*' ? (path[0] ?? 'default') : symbol
  const edges = search.from(file).filter(dependency => dependency.specifier === specifier)
  const named = edges.filter(({ symbols }) => symbols.includes(symbol))
  const targets = [...new Set((named.length > 0 ? named : edges).flatMap(targetsOf))]
  for (const target of targets) {
    const found = findExported(search, target, wanted, new Set())
    if (found !== null) return found
  }
  for (const edge of named) {
    const found = findRenamed(search, edge) ?? findLocal(search, edge.definedIn, wanted)
    if (found !== null) return found
  }
  const member = symbol === '*' ? path[1] : path[0]
  return member === undefined ? null : findMember(search, targets, member)
}

/** The file that defines the symbol first, then the one that is imported. */
function targetsOf({ external, definedIn, to }: Dependency): readonly string[] {
  return external ? [] : [definedIn, to].filter(file => file !== null)
}

/** What a file exports under a name, itself or from another file. */
function findExported<Site extends NamedSite>(
  search: Search<Site>,
  file: string,
  symbol: string,
  seen: Set<string>,
): Site | null {
  if (seen.has(file)) return null
  seen.add(file)
  const own = search.sitesIn(file).find(site => site.exported.includes(symbol))
  if (own !== undefined) return own
  for (const edge of search.from(file)) {
    if (!edge.symbols.includes(symbol) && edge.form !== 'export-all') continue
    for (const target of targetsOf(edge)) {
      const found = findExported(search, target, symbol, seen)
      if (found !== null) return found
    }
  }
  return null
}

/** `export { users as people } from './users'`: the one thing that the barrel takes from the defining file. */
function findRenamed<Site extends NamedSite>(search: Search<Site>, edge: Dependency): Site | null {
  const { to, definedIn } = edge
  if (to === null || definedIn === null || to === definedIn) return null
  const taken = new Set(
    search.from(to).flatMap(other => (other.definedIn === definedIn ? other.symbols : [])),
  )
  const sites = search.sitesIn(definedIn).filter(site => site.exported.some(name => taken.has(name)))
  return sites.length === 1 ? (sites[0] ?? null) : null
}

/** `export { default as User } from './user.entity'` */
function findLocal<Site extends NamedSite>(
  search: Search<Site>,
  file: string | null,
  name: string,
): Site | null {
  return file === null ? null : (search.sitesIn(file).find(site => site.local === name) ?? null)
}

/** `schema.users`, where `schema` is a namespace handed on or an object made of tables. */
function findMember<Site extends NamedSite>(
  search: Search<Site>,
  files: readonly string[],
  member: string,
): Site | null {
  const handedOn = files.flatMap(file =>
    search.from(file).flatMap(edge => (edge.symbols.includes('*') ? targetsOf(edge) : [])),
  )
  for (const file of [...files, ...handedOn]) {
    const found = findExported(search, file, member, new Set()) ?? findLocal(search, file, member)
    if (found !== null) return found
  }
  return null
}
