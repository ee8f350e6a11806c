import type { RelationEffect, TableUse } from '../../facts/index.js'
import type { Graph } from '../../graph/index.js'
import type { Place } from '../../kernel/finding.js'
import type { CrossingRelation } from './data.js'
import { keyOfTable, placeOf, type TableIndex } from './derive-tables.js'
import { comparePlaces, compareText } from './order.js'

/** ORMs whose relations are written on either side, whichever of both holds the foreign key. */
const relationOrms: ReadonlySet<TableUse['by']> = new Set(['typeorm', 'sequelize', 'mongoose'])

interface Draft {
  readonly kind: CrossingRelation['kind']
  readonly from: string
  readonly to: string
  readonly effects: Set<RelationEffect>
  readonly places: Place[]
}

/** Relations and foreign keys between tables of which one is the module's and the other is not. */
export function deriveRelations(
  graph: Graph,
  tables: TableIndex,
  module: string,
): readonly CrossingRelation[] {
  const drafts = new Map<string, Draft>()
  for (const use of graph.tables) {
    if (use.inside === undefined || use.access !== 'refer' || graph.files.get(use.file)?.test === true)
      continue
    const [from, to] = [keyOfTable(use.inside), keyOfTable(use.table)]
    const kind = relationOrms.has(use.by) ? 'relation' : 'foreign-key'
    const key = `${from}\0${to}\0${kind}`
    const draft = drafts.get(key) ?? { kind, from, to, effects: new Set(), places: [] }
    for (const effect of use.effects ?? []) draft.effects.add(effect)
    draft.places.push(placeOf(use))
    drafts.set(key, draft)
  }
  return [...drafts.values()]
    .map(({ kind, from, to, effects, places }) => ({
      kind,
      from: tables.get(from)?.table ?? from,
      fromOwner: tables.get(from)?.owner ?? null,
      to: tables.get(to)?.table ?? to,
      toOwner: tables.get(to)?.owner ?? null,
      effects: [...effects].toSorted(),
      places: places.toSorted(comparePlaces),
    }))
    .filter(({ fromOwner, toOwner }) => fromOwner !== toOwner && [fromOwner, toOwner].includes(module))
    .toSorted(
      (left, right) =>
        compareText(left.from, right.from) ||
        compareText(left.to, right.to) ||
        compareText(left.kind, right.kind),
    )
}
