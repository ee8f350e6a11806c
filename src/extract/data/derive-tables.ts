import type { TableUse } from '../../facts/index.js'
import type { Graph } from '../../graph/index.js'
import { compileGlobs } from '../../kernel/globs.js'
import type { Place } from '../../kernel/finding.js'
import type { Ownership, TableFacts, TableParty } from './data.js'
import { comparePlaces, compareText } from './order.js'

/** All tables of a repository by the name that they go by, with who works with them. */
export type TableIndex = ReadonlyMap<string, TableFacts>

/** What tells a table from others: its name in small letters, without the schema that a name without one is of. */
export function keyOfTable(table: string): string {
  return table
    .replace(/["'`[\]]/g, '')
    .toLowerCase()
    .replace(/^(?:public|dbo|main)\./, '')
}

export function deriveTables(graph: Graph): TableIndex {
  const uses = new Map<string, TableUse[]>()
  for (const use of graph.tables) {
    if (graph.files.get(use.file)?.test === true) continue
    const key = keyOfTable(use.table)
    uses.set(key, [...(uses.get(key) ?? []), use])
  }
  const declared = compileDeclared(graph)
  return new Map(
    [...uses]
      .toSorted(([left], [right]) => compareText(left, right))
      .map(([key, list]) => [key, describeTable(list, graph, declared)]),
  )
}

type Declared = (names: readonly string[]) => string | null

/** The module whose config lists a table under one of its names. */
function compileDeclared(graph: Graph): Declared {
  const claims = [...graph.modules.values()].flatMap(({ name, tables }) =>
    tables.length === 0 ? [] : [{ name, matches: compileGlobs(tables.map(table => table.toLowerCase())) }],
  )
  return names => claims.find(({ matches }) => names.some(name => matches(name.toLowerCase())))?.name ?? null
}

function describeTable(uses: readonly TableUse[], graph: Graph, declared: Declared): TableFacts {
  const moduleOf = ({ file }: TableUse) => graph.moduleOf(file)?.name ?? null
  const isSetUp = ({ file, by, access }: TableUse) =>
    (access === 'write' && by === 'sequelize' && setUpFile.test(file)) ||
    ((access === 'read' || access === 'write') && setUpFolder.test(file))
  const running = uses.filter(use => !isSetUp(use))
  const partiesOf = (access: TableUse['access']) =>
    groupByModule(
      running.filter(use => use.access === access && use.inside === undefined),
      moduleOf,
    )
  const definitions = uses.filter(({ access, inside }) => access === 'define' && inside === undefined)
  const [first] = definitions.length > 0 ? definitions : uses
  const table = uses.map(use => use.table).find(name => name.includes('.')) ?? first?.table ?? ''
  const entities = [...new Set(uses.map(({ entity }) => entity))].filter(name => name !== table).toSorted()
  const definedAt = definitions.map(use => ({ ...placeOf(use), module: moduleOf(use) }))
  const writers = partiesOf('write')
  const claimant = declared([
    table,
    keyOfTable(table),
    keyOfTable(table).split('.').at(-1) ?? table,
    ...entities,
  ])
  return {
    table,
    entities,
    definedAt,
    ...decideOwner({ claimant, writers, definers: definersOf(definedAt) }),
    writers,
    readers: partiesOf('read'),
    mentions: partiesOf('refer'),
    setUpAt: uses.filter(isSetUp).map(placeOf),
  }
}

/** Modules that define a table; those of migrations where nothing else does. */
function definersOf(definedAt: TableFacts['definedAt']): readonly (string | null)[] {
  const declared = definedAt.filter(({ file }) => !setUpFolder.test(file))
  return (declared.length > 0 ? declared : definedAt).map(({ module }) => module)
}

const setUpFolder = /(?:^|\/)(?:migrations?|seeds?|seeders?|fixtures?)\//i
const setUpFile = /(?:^|\/)\d{8,}[-_]/

interface Claims {
  readonly claimant: string | null
  readonly writers: readonly TableParty[]
  readonly definers: readonly (string | null)[]
}

function decideOwner({ claimant, writers, definers }: Claims): {
  readonly owner: string | null
  readonly ownership: Ownership
} {
  if (claimant !== null) return { owner: claimant, ownership: 'declared' }
  const named = writers.filter(({ module }) => module !== null)
  const [only] = named
  if (only !== undefined && writers.length === 1) return { owner: only.module, ownership: 'writer' }
  if (only !== undefined) {
    const defining = named.find(({ module }) => definers.includes(module))
    const most = named.toSorted((left, right) => right.places.length - left.places.length)[0] ?? only
    return { owner: (defining ?? most).module, ownership: 'several-writers' }
  }
  const definer = definers.find(module => module !== null) ?? null
  return { owner: definer, ownership: definer === null ? 'nobody' : 'definer' }
}

function groupByModule(
  uses: readonly TableUse[],
  moduleOf: (use: TableUse) => string | null,
): readonly TableParty[] {
  const groups = new Map<string | null, Place[]>()
  for (const use of uses) groups.set(moduleOf(use), [...(groups.get(moduleOf(use)) ?? []), placeOf(use)])
  return [...groups]
    .map(([module, places]) => ({ module, places: places.toSorted(comparePlaces) }))
    .toSorted((left, right) => compareText(left.module ?? '', right.module ?? ''))
}

export function placeOf({ file, line, column }: Place): Place {
  return { file, line, column }
}
