import { AsyncLocalStorage } from 'node:async_hooks'
import type { QueryExecutorProvider } from 'kysely'
import { insideTransaction } from '../contract/transaction-mark.js'

export type AfterCommit = (db: QueryExecutorProvider, module: string) => void

export interface TransactionScope {
  readonly module: string
  /** Called once the transaction is committed, never after a rollback, with the module's pool. Hints only: a crash may swallow them. */
  readonly afterCommit: Set<AfterCommit>
}

const storage = new AsyncLocalStorage<TransactionScope | null>()

/** The transaction of a module that the running code is inside of; null outside of any. */
export function currentTransaction(): TransactionScope | null {
  return storage.getStore() ?? null
}

export async function runInTransactionScope<T>(
  module: string,
  db: QueryExecutorProvider,
  work: () => Promise<T>,
): Promise<T> {
  const outer = currentTransaction()
  if (outer)
    throw new Error(
      `A transaction of ${module} was begun inside of one of ${outer.module}: hand its \`tx\` on instead`,
    )
  const scope: TransactionScope = { module, afterCommit: new Set() }
  const result = await storage.run(scope, () => insideTransaction(module, work))
  for (const callback of scope.afterCommit) callback(db, module)
  return result
}
