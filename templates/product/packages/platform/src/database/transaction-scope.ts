import { AsyncLocalStorage } from 'node:async_hooks'
import { insideTransaction } from '../contract/transaction-mark.js'

export interface TransactionScope {
  readonly module: string
  /** Run once the transaction is committed, never after a rollback. */
  readonly afterCommit: Set<() => void>
}

const storage = new AsyncLocalStorage<TransactionScope | null>()

/** The transaction of a module that the running code is inside of; null outside of any. */
export function currentTransaction(): TransactionScope | null {
  return storage.getStore() ?? null
}

export async function runInTransactionScope<T>(module: string, work: () => Promise<T>): Promise<T> {
  const outer = currentTransaction()
  if (outer)
    throw new Error(
      `A transaction of ${module} was begun inside of one of ${outer.module}: hand its \`tx\` on instead`,
    )
  const scope: TransactionScope = { module, afterCommit: new Set() }
  const result = await storage.run(scope, () => insideTransaction(module, work))
  for (const callback of scope.afterCommit) callback()
  return result
}
