import type { HolderField, HolderTouch, TableHolderSite, TableRef, TableSite } from '../table-site.js'
import type { Symbols } from './symbols.js'

interface Holder {
  readonly file: string
  readonly site: TableHolderSite
  readonly local: string
  readonly exported: readonly string[]
}

/** A table that a class touches through code of its own or of a class that it extends. */
export interface InheritedUse {
  /** File of the class that says which table it is. */
  readonly file: string
  readonly ref: TableRef
  readonly touch: HolderTouch
}

/** Classes above each other before the search for the table is given up. */
const parentLimit = 8

/**
 * What base classes of repositories do to the tables of the classes that extend them. It is told of the class that names
 * the table, in whose file the use counts; a base class that nobody tells a table touches none.
 */
export function deriveInherited(
  sites: ReadonlyMap<string, readonly TableSite[]>,
  symbols: Symbols,
): readonly InheritedUse[] {
  const holders = new Map<string, readonly Holder[]>()
  for (const [file, list] of sites) {
    const own = list.flatMap(site =>
      site.kind === 'holder' ? [{ file, site, local: site.local, exported: site.exported }] : [],
    )
    if (own.length > 0) holders.set(file, own)
  }
  const holdersIn = (file: string) => holders.get(file) ?? []
  const parentOf = ({ file, site: { parent } }: Holder): Holder | null => {
    if (parent?.kind === 'local') return holdersIn(file).find(({ local }) => local === parent.name) ?? null
    return parent?.kind === 'import' ? symbols.findImported(file, parent, holdersIn) : null
  }
  return [...holders.values()].flat().flatMap(holder => usesOf(lineage(holder, parentOf)))
}

/** The class, then those above it. */
function lineage(holder: Holder, parentOf: (holder: Holder) => Holder | null): readonly Holder[] {
  const line = [holder]
  for (let above = parentOf(holder); above !== null && line.length < parentLimit; above = parentOf(above))
    line.push(above)
  return line
}

function usesOf(line: readonly Holder[]): readonly InheritedUse[] {
  const [own] = line
  if (own === undefined) return []
  const seen = new Set<string>()
  return line.flatMap(({ site }, level) =>
    site.touches.flatMap(touch => {
      const found = findTable(touch.field, line, 0)
      // What the class above knows by itself is told there.
      if (found === null || (level > 0 && findTable(touch.field, line, level) !== null)) return []
      const key = `${touch.access} ${JSON.stringify(found.ref)}`
      if (level > 0 && seen.has(key)) return []
      seen.add(key)
      const { start, line: row, column } = level === 0 ? touch : own.site
      return [{ file: own.file, ref: found.ref, touch: { ...touch, start, line: row, column } }]
    }),
  )
}

interface FoundTable {
  readonly ref: TableRef
  /** File in which the reference is to be read. */
  readonly file: string
}

/** The table behind a field of a class, seen from a level of its line. */
function findTable(name: string, line: readonly Holder[], from: number): FoundTable | null {
  for (let level = from; level < line.length; level++) {
    const holder = line[level] as Holder
    const field = holder.site.fields.find(candidate => candidate.name === name)
    if (field !== undefined) return tableOf(field, line, { level, from })
  }
  return null
}

function tableOf(
  field: HolderField,
  line: readonly Holder[],
  { level, from }: { readonly level: number; readonly from: number },
): FoundTable | null {
  const { file } = line[level] as Holder
  if (field.table !== null) return { ref: field.table, file }
  return tableOfParameter(field.parameter ?? '', line, { level, from })
}

/** What the classes below say of a type parameter. */
function tableOfParameter(
  parameter: string,
  line: readonly Holder[],
  { level, from }: { readonly level: number; readonly from: number },
): FoundTable | null {
  const above = line[level]
  const below = level > from ? line[level - 1] : undefined
  if (above === undefined || below === undefined) return null
  const given = below.site.given[above.site.parameters.indexOf(parameter)] ?? null
  if (given?.kind === 'parameter') return tableOfParameter(given.name, line, { level: level - 1, from })
  return given === null ? null : { ref: given, file: below.file }
}
