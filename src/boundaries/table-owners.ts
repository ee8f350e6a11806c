import type { TableUse } from '../facts/index.js'
import type { Graph, Module } from '../graph/graph.js'
import { compileNames } from './name-patterns.js'

export interface TableOwners {
  /** Whether any module owns a table. */
  readonly any: boolean
  /** More than one where modules claim the same table. */
  readonly of: (use: Pick<TableUse, 'table' | 'entity'>) => readonly Module[]
  readonly ofName: (table: string) => readonly Module[]
}

/**
 * Who owns a table: the modules whose patterns match its name with the schema, or else its bare name or the entity's.
 * Letters' case and quotes do not count.
 */
export function compileTableOwners(graph: Graph): TableOwners {
  const claims = [...graph.modules.values()]
    .filter(({ tables }) => tables.length > 0)
    .map(module => ({ module, matches: compilePatterns(module.tables.map(cleanName)) }))
  const entities = new Map(graph.tables.map(({ table, entity }) => [cleanName(table), entity]))
  const known = new Map<string, readonly Module[]>()
  const claimantsOf = (names: readonly string[]) =>
    claims.filter(({ matches }) => matches(names)).map(({ module }) => module)
  const of: TableOwners['of'] = ({ table, entity }) => {
    const key = `${table}\0${entity}`
    const found = known.get(key)
    if (found !== undefined) return found
    const [full, ...others] = namesOf(table, entity)
    const byFullName = full?.includes('.') ? claimantsOf([full]) : []
    const owners = byFullName.length > 0 ? byFullName : claimantsOf([full ?? '', ...others])
    known.set(key, owners)
    return owners
  }
  return {
    any: claims.length > 0,
    of,
    ofName: table => of({ table, entity: entities.get(cleanName(table)) ?? table }),
  }
}

/** `!name` leaves a table out whichever of its names it means. */
function compilePatterns(patterns: readonly string[]): (names: readonly string[]) => boolean {
  const isNegated = (pattern: string) => /^!(?!\()/.test(pattern)
  const wanted = patterns.filter(pattern => !isNegated(pattern))
  const isWanted = compileNames(wanted.length === 0 ? ['*'] : wanted)
  const isLeftOut = compileNames(patterns.filter(isNegated).map(pattern => pattern.slice(1)))
  return names => names.some(isWanted) && !names.some(isLeftOut)
}

/** The name with its schema, without, the entity's, and the schema that a name without one is usually of. */
export function namesOf(table: string, entity: string): readonly string[] {
  const full = cleanName(table)
  const bare = full.slice(full.lastIndexOf('.') + 1)
  return [full, bare, cleanName(entity), ...(full === bare ? [`public.${bare}`, `dbo.${bare}`] : [])]
}

/** Names are compared without quotes (`"a"`, `[a]`) and without regard to the case of letters. */
export function cleanName(name: string): string {
  return name
    .replace(/["'`]/g, '')
    .replace(/(^!?|\.)\[([^\]]+)\](?=\.|$)/g, '$1$2')
    .toLowerCase()
}

/** The file that defines a table, its owner's and one in code rather than a migration where there is a choice. */
export function compileDefinitions(graph: Graph): (use: TableUse, owner: Module | null) => string | null {
  const files = new Map<string, TableUse[]>()
  for (const use of graph.tables) {
    if (use.access !== 'define') continue
    const key = cleanName(use.table)
    const same = files.get(key)
    if (same === undefined) files.set(key, [use])
    else same.push(use)
  }
  const isCode = ({ by }: TableUse) => by === 'prisma' || by === 'drizzle' || by === 'typeorm'
  return ({ table }, owner) => {
    const found = files.get(cleanName(table)) ?? []
    const owned = found.filter(({ file }) => owner !== null && graph.moduleOf(file) === owner)
    const best = owned.find(isCode) ?? found.find(isCode) ?? owned[0] ?? found[0]
    return best?.file ?? null
  }
}
