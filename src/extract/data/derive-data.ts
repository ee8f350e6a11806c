import type { Graph } from '../../graph/index.js'
import type { ModuleData, TableFacts } from './data.js'
import { deriveJoins } from './derive-joins.js'
import { deriveRelations } from './derive-relations.js'
import { deriveTables } from './derive-tables.js'
import { findDatabases } from './find-databases.js'
import type { Transactions } from './transactions/read-transactions.js'

export interface DataRequest {
  /** With tables read. */
  readonly graph: Graph
  readonly module: string
  /** Of the whole program; read once for all modules. */
  readonly transactions: Transactions
}

/** Who works with the module's tables, and what ties them to those of others. */
export function deriveData({ graph, module, transactions }: DataRequest): ModuleData {
  const tables = deriveTables(graph)
  const all = [...tables.values()]
  const concerns = ({ from, to }: { readonly from: string | null; readonly to: string | null }) =>
    from === module || to === module
  return {
    module,
    databases: findDatabases(graph),
    own: all.filter(({ owner }) => owner === module),
    foreign: all.filter(facts => facts.owner !== module && isTouchedBy(facts, module)),
    relations: deriveRelations(graph, tables, module),
    joins: deriveJoins(graph, tables, module),
    transactions: transactions.crossings.filter(
      crossing => concerns(crossing) || crossing.scope.module === module,
    ),
    handovers: transactions.handovers.filter(concerns),
  }
}

function isTouchedBy({ writers, readers, mentions }: TableFacts, module: string): boolean {
  return [...writers, ...readers, ...mentions].some(party => party.module === module)
}
