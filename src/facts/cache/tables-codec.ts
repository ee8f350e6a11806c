import { tableAccesses } from '../facts.js'
import type { TableSite } from '../tables/index.js'

type TableUseSite = Extract<TableSite, { kind: 'use' }>

/** What most sites are: a table by its name, touched outside of any query object. */
type EncodedUse = readonly [
  by: string,
  access: number,
  certain: 0 | 1,
  /** Names as positions in the list of names; -1 for none. */
  name: number,
  inside: number,
  start: number,
  line: number,
  column: number,
]

/** Sites as lists of numbers, each name written once: migrations name the same tables a thousand times. */
export type EncodedTables = readonly [names: readonly string[], sites: readonly (EncodedUse | TableSite)[]]

export function encodeTables(sites: readonly TableSite[]): EncodedTables {
  const positions = new Map<string, number>()
  const positionOf = (name: string): number => {
    const known = positions.get(name)
    if (known !== undefined) return known
    positions.set(name, positions.size)
    return positions.size - 1
  }
  const encoded = sites.map((site): EncodedTables[1][number] => {
    if (site.kind !== 'use' || !isPlain(site)) return site
    const { by, access, certain, ref, inside, start, line, column } = site
    return [
      by,
      tableAccesses.indexOf(access),
      certain ? 1 : 0,
      positionOf(ref.name),
      inside === null ? -1 : positionOf(inside.name),
      start,
      line,
      column,
    ]
  })
  return [[...positions.keys()], encoded]
}

type NamedRef = Extract<TableUseSite['ref'], { kind: 'table' }>
type PlainUse = TableUseSite & { readonly ref: NamedRef; readonly inside: NamedRef | null }

function isPlain(site: TableUseSite): site is PlainUse {
  return (
    site.ref.kind === 'table' &&
    (site.inside === null || site.inside.kind === 'table') &&
    site.query.length === 0 &&
    site.statement === undefined &&
    site.effects === undefined
  )
}

const noKeys: TableUseSite['query'] = []

/** Sites that name one table share what stands for it. */
export function decodeTables([names, sites]: EncodedTables): readonly TableSite[] {
  const refs = names.map((name): NamedRef => ({ kind: 'table', name }))
  return sites.map((site): TableSite => {
    if (!isEncoded(site)) return site
    const [by, access, certain, name, inside, start, line, column] = site
    return {
      start,
      line,
      column,
      kind: 'use',
      by: by as TableUseSite['by'],
      access: tableAccesses[access] ?? 'read',
      ref: refs[name] ?? { kind: 'table', name: '' },
      inside: refs[inside] ?? null,
      query: noKeys,
      certain: certain === 1,
    }
  })
}

function isEncoded(site: EncodedTables[1][number]): site is EncodedUse {
  return Array.isArray(site)
}
