import type { Dependency } from '../../../kernel/dependency.js'
import type { TableUse } from '../../facts.js'
import type {
  Orm,
  SitePlace,
  TableAccess,
  TableRef,
  TableRelation,
  TableSite,
  TableUseSite,
} from '../table-site.js'
import { type Definition, type Definitions, indexDefinitions } from './definitions.js'
import { deriveDefinitions } from './derive-definitions.js'
import { deriveInherited } from './derive-inherited.js'
import { deriveQueryUses } from './query-uses.js'
import { indexSymbols, type Symbols } from './symbols.js'

/**
 * Ties what each file knows of tables to the definitions in other files, through the edges of the file graph, and drops
 * candidates that turn out to be none. `sites` maps files to the results of `collectTables` and `parsePrismaSchema`.
 * The result is sorted by file, line and column.
 */
export function linkTables(
  sites: ReadonlyMap<string, readonly TableSite[]>,
  dependencies: readonly Dependency[],
): readonly TableUse[] {
  const symbols = indexSymbols(dependencies)
  const definitions = indexDefinitions(deriveDefinitions(sites, symbols))
  const linker: Linker = { symbols, definitions }
  const uses = definitions.all.flatMap(definition => usesOfDefinition(definition, linker))
  for (const [file, list] of sites) {
    for (const site of list) if (site.kind === 'use') uses.push(...usesOfSite(site, file, linker))
  }
  for (const { file, ref, touch } of deriveInherited(sites, symbols)) {
    const { start, line, column, by, access } = touch
    const site = { start, line, column, kind: 'use', by, access, ref, inside: null, query: [] } as const
    uses.push(...usesOfSite({ ...site, certain: ref.kind === 'table' }, file, linker))
  }
  return dropLoneQueries(sortUses(uses))
}

/** A query in which all other tables turned out to be none joins nothing. */
function dropLoneQueries(uses: readonly TableUse[]): readonly TableUse[] {
  const tables = new Map<string, Set<string>>()
  const keyOf = ({ file, query }: TableUse) => `${file} ${query}`
  for (const use of uses) {
    if (use.query === undefined) continue
    const known = tables.get(keyOf(use)) ?? new Set()
    tables.set(keyOf(use), known.add(use.table))
  }
  return uses.map(use => {
    const { query, ...alone } = use
    return query !== undefined && (tables.get(keyOf(use))?.size ?? 0) > 1 ? use : alone
  })
}

interface Linker {
  readonly symbols: Symbols
  readonly definitions: Definitions
}

function usesOfDefinition(definition: Definition, linker: Linker): readonly TableUse[] {
  const { file, site, relations } = definition
  const own = makeUse({ file, place: site, definition, by: site.by, access: 'define' })
  const references = relations.flatMap(relation => {
    const target = resolveRef(relation.target, file, site.by, linker)
    if (target === null || !holdsReference(relation, definition, target, linker)) return []
    const place = { file, place: relation, definition: target, by: site.by, access: 'refer' } as const
    return [{ ...makeUse(place), inside: definition.table, ...effectsOf(relation) }]
  })
  return [own, ...references]
}

function effectsOf({ effects = [] }: Pick<TableRelation, 'effects'>): Pick<TableUse, 'effects'> {
  return effects.length === 0 ? {} : { effects }
}

/** Of two sides that a schema language demands, the one with the foreign key; both when a table of pairs has it. */
function holdsReference(relation: TableRelation, from: Definition, to: Definition, linker: Linker): boolean {
  if (relation.side !== 'many') return relation.side === 'holds'
  return to.relations.some(
    back =>
      back !== relation &&
      back.side === 'many' &&
      back.label === relation.label &&
      resolveRef(back.target, to.file, to.site.by, linker) === from,
  )
}

function usesOfSite(site: TableUseSite, file: string, linker: Linker): readonly TableUse[] {
  const definition = resolveRef(site.ref, file, site.by, linker)
  const inside = site.inside === null ? {} : { inside: nameOfRef(site.inside, file, site.by, linker) }
  const around = { ...inside, ...queryOf(site.statement), ...effectsOf(site) }
  if (definition === null) {
    const name = nameWithoutDefinition(site, file, linker)
    if (name === null) return []
    const { line, column, by, access } = site
    return [{ file, line, column, table: name, entity: name, by, access, ...around }]
  }
  const by = deriveOrm(site, definition)
  const own = { ...makeUse({ file, place: site, definition, by, access: site.access }), ...around }
  const follow = (of: Definition, name: string) => followRelation(of, name, linker)
  const related = deriveQueryUses(site.query, definition, follow).map(({ key, target, access }) => ({
    ...makeUse({ file, place: key, definition: target, by, access }),
    ...queryOf(access === 'refer' ? undefined : site.statement),
  }))
  return [own, ...related]
}

function queryOf(statement: SitePlace | undefined): Pick<TableUse, 'query'> {
  return statement === undefined ? {} : { query: `${statement.line}:${statement.column}` }
}

/** A constant or class given to a function is of the library that defines it. */
function deriveOrm({ by, ref }: TableUseSite, definition: Definition): Orm {
  const isObject = ref.kind === 'import' || ref.kind === 'local' || ref.kind === 'relation'
  if (by === 'sequelize' && ref.kind === 'entity') return definition.site.by
  return isObject && by !== 'sql' ? definition.site.by : by
}

/** What to call a table that nothing in the repository defines; null when it may be none. */
function nameWithoutDefinition(
  { ref, certain }: TableUseSite,
  file: string,
  { symbols }: Linker,
): string | null {
  if (ref.kind === 'table') return ref.name
  if (!certain || ref.kind !== 'import' || !symbols.isExternal(file, ref.specifier)) return null
  const name = ref.path.at(-1) ?? ref.symbol
  return name === 'default' || name === '*' ? null : name
}

function nameOfRef(ref: TableRef, file: string, by: Orm, linker: Linker): string | undefined {
  return resolveRef(ref, file, by, linker)?.table ?? (ref.kind === 'table' ? ref.name : undefined)
}

function resolveRef(ref: TableRef, file: string, by: Orm, linker: Linker): Definition | null {
  const { definitions, symbols } = linker
  switch (ref.kind) {
    case 'table':
      return definitions.byTable(ref.name, file)
    case 'entity':
      if (by === 'sequelize' || by === 'mongoose') return definitions.byModel(ref.name, file)
      return (
        definitions.byEntity(ref.name, by, file) ??
        (by === 'typeorm' ? definitions.byTable(ref.name, file) : null)
      )
    case 'model':
      return definitions.byAccessor(ref.name, file)
    case 'local':
      return definitions.inFile(file).find(({ site }) => site.local === ref.name) ?? null
    case 'import': {
      const sitesIn = (at: string) =>
        definitions.inFile(at).map(definition => ({ ...definition.site, definition }))
      return symbols.findImported(file, ref, sitesIn)?.definition ?? byIndex(ref, by, file, linker)
    }
    case 'relation': {
      const of = resolveRef(ref.of, file, by, linker)
      return of === null ? null : followRelation(of, ref.name, linker)
    }
  }
}

/** `User` in `import { User } from '../models'`, an index that loads its models while the program runs. */
function byIndex(
  { specifier, symbol, path }: Extract<TableRef, { kind: 'import' }>,
  by: Orm,
  file: string,
  { definitions }: Linker,
): Definition | null {
  const isIndex =
    by === 'sequelize' && /(?:^|\/)(?:models?|db|database|sequelize)(?:\/index)?(?:\.\w+)?$/.test(specifier)
  return isIndex ? definitions.byModel(path.at(-1) ?? symbol, file) : null
}

function followRelation(definition: Definition, name: string, linker: Linker): Definition | null {
  const relation = definition.relations.find(candidate => candidate.name === name)
  return relation === undefined
    ? null
    : resolveRef(relation.target, definition.file, definition.site.by, linker)
}

interface PlacedUse {
  readonly file: string
  readonly place: SitePlace
  readonly definition: Definition
  readonly by: Orm
  readonly access: TableAccess
}

function makeUse({ file, place, definition, by, access }: PlacedUse): TableUse {
  const { line, column } = place
  return { file, line, column, table: definition.table, entity: definition.site.entity, by, access }
}

function sortUses(uses: readonly TableUse[]): readonly TableUse[] {
  const unique = new Map(
    uses.map(use => [`${use.file}\0${use.line}:${use.column} ${use.access} ${use.table}`, use]),
  )
  return [...unique.values()].sort(
    (left, right) =>
      compareText(left.file, right.file) || left.line - right.line || left.column - right.column,
  )
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
