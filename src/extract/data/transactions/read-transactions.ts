import type { TableUse } from '../../../facts/index.js'
import type { CallGraph } from '../../calls/index.js'
import type { Injection, MessageFlow } from '../../frameworks/framework.js'
import type { CrossingTransaction, TransactionHandover, TransactionScope } from '../data.js'
import { comparePlaces, compareText } from '../order.js'
import { findHandovers } from './find-handovers.js'
import { findScopes } from './find-scopes.js'
import { type Following, followScope } from './follow-scope.js'
import { indexMessages } from './messages.js'
import { indexProgram } from './program-index.js'
import { indexTableUses } from './table-uses.js'

export interface TransactionsRequest {
  readonly calls: CallGraph
  readonly tables: readonly TableUse[]
  /** Messages within the program, which may be delivered before the transaction ends. */
  readonly flows: readonly MessageFlow[]
  readonly injections: readonly Injection[]
}

/** Transactions of a program, of all modules. */
export interface Transactions {
  readonly scopes: readonly TransactionScope[]
  readonly crossings: readonly CrossingTransaction[]
  readonly handovers: readonly TransactionHandover[]
}

/** Which code of other modules runs in transactions; calls are followed from where a transaction opens, some steps deep. */
export function readTransactions({ calls, tables, flows, injections }: TransactionsRequest): Transactions {
  const index = indexProgram(calls, injections)
  const following: Following = {
    index,
    messages: indexMessages(flows, index),
    tables: indexTableUses(tables, index),
    edges: new Map(),
    touched: new Map(),
  }
  const found = findScopes(index)
  const crossings = found.flatMap(scope => followScope(scope, following))
  return {
    scopes: found.map(({ scope }) => scope).toSorted((left, right) => comparePlaces(left.place, right.place)),
    crossings: crossings.toSorted(compareCrossings),
    handovers: findHandovers(index),
  }
}

function compareCrossings(left: CrossingTransaction, right: CrossingTransaction): number {
  const [a, b] = [left.chain.at(-1), right.chain.at(-1)]
  return (
    comparePlaces(left.scope.place, right.scope.place) ||
    (a === undefined || b === undefined ? 0 : comparePlaces(a.place, b.place)) ||
    compareText(left.callee, right.callee)
  )
}
