import type { TableUse } from '../../facts/index.js'
import type { Graph } from '../../graph/index.js'
import type { CrossingJoin } from './data.js'
import { keyOfTable, type TableIndex } from './derive-tables.js'
import { comparePlaces, compareText } from './order.js'

/** Queries that touch a table of the module together with one of another owner. */
export function deriveJoins(graph: Graph, tables: TableIndex, module: string): readonly CrossingJoin[] {
  const queries = new Map<string, TableUse[]>()
  for (const use of graph.tables) {
    if (use.query === undefined || graph.files.get(use.file)?.test === true) continue
    const key = `${use.file}\0${use.query}`
    queries.set(key, [...(queries.get(key) ?? []), use])
  }
  return [...queries.values()]
    .map(uses => describeJoin(uses, graph, tables))
    .filter(join => {
      const owners = new Set(join.tables.map(({ owner }) => owner))
      return owners.has(module) && owners.size > 1
    })
    .toSorted((left, right) => comparePlaces(left.place, right.place))
}

function describeJoin(uses: readonly TableUse[], graph: Graph, tables: TableIndex): CrossingJoin {
  const [first] = uses
  const file = first?.file ?? ''
  const [line = 1, column = 1] = (first?.query ?? '').split(':').map(Number)
  const written = new Set(uses.filter(({ access }) => access === 'write').map(use => keyOfTable(use.table)))
  const names = [...new Set(uses.map(({ table }) => keyOfTable(table)))].toSorted(compareText)
  return {
    place: { file, line, column },
    module: graph.moduleOf(file)?.name ?? null,
    tables: names.map(name => ({
      table: tables.get(name)?.table ?? name,
      owner: tables.get(name)?.owner ?? null,
      access: written.has(name) ? 'write' : 'read',
    })),
  }
}
