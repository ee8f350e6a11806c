import type { TableSite, TableUseSite, TableRef } from './table-site.js'

/** Of a table that a file touches in one way again and again, as migrations do, so many places are kept. */
const mostPlaces = 5

/** Without references to constants that define no table and to queries with a name, sorted, each once. */
export function tidySites(sites: readonly TableSite[], queries: ReadonlySet<string>): readonly TableSite[] {
  const defined = new Set(
    sites.flatMap(site => (site.kind === 'definition' || site.kind === 'creator' ? site.local : [])),
  )
  const places = new Map<string, number[]>()
  const kept = sites
    .filter(site => site.kind !== 'use' || (isKnown(site.ref, defined) && !isQuery(site, queries)))
    .toSorted((left, right) => left.start - right.start)
  const joined = findJoined(kept)
  return kept
    .map(site => (site.kind === 'use' ? withoutOwnQuery(site, joined) : site))
    .filter(site => {
      const key = keyOf(site, joined)
      const known = places.get(key)
      if (known === undefined) places.set(key, [site.start])
      else if (known.length === mostPlaces || known.includes(site.start)) return false
      else known.push(site.start)
      return true
    })
}

/** What two sites that say the same have in common. */
function keyOf(site: TableSite, joined: Joined): string {
  if (site.kind !== 'use') return `${site.kind} ${site.start}`
  const { ref, access, inside, query, statement } = site
  const where = query.length > 0 ? site.start : statement === undefined ? '' : joined.get(statement.start)
  if (ref.kind === 'table' && inside === null) return `${access} ${where} ${ref.name}`
  return JSON.stringify([access, where, ref, inside])
}

/** Start of a query → the tables that stand in it, where they are several. */
type Joined = ReadonlyMap<number, string>

function findJoined(sites: readonly TableSite[]): Joined {
  const tables = new Map<number, Set<string>>()
  for (const site of sites) {
    if (site.kind !== 'use' || site.statement === undefined) continue
    const known = tables.get(site.statement.start) ?? new Set()
    tables.set(site.statement.start, known.add(JSON.stringify(site.ref)))
  }
  return new Map(
    [...tables].flatMap(([start, refs]) =>
      refs.size > 1 ? [[start, [...refs].toSorted().join(' ')] as const] : [],
    ),
  )
}

/** A query of one table is no join, unless the ORM is told of relations. */
function withoutOwnQuery(site: TableUseSite, joined: Joined): TableUseSite {
  const { statement, ...alone } = site
  const joins = statement !== undefined && (joined.has(statement.start) || site.query.length > 0)
  return joins ? site : alone
}

function isQuery({ by, ref }: TableUseSite, queries: ReadonlySet<string>): boolean {
  return by === 'sql' && ref.kind === 'table' && queries.has(ref.name)
}

function isKnown(ref: TableRef, defined: ReadonlySet<string | null>): boolean {
  if (ref.kind === 'relation') return isKnown(ref.of, defined)
  return ref.kind !== 'local' || defined.has(ref.name) || ref.path.length > 0
}
