import type { Kysely, QueryExecutorProvider, Transaction } from 'kysely'

/**
 * The data of one module: a schema of its own, reached by a login role of its own that sees nothing else. The schema comes
 * first on the search path, so that tables need no prefix.
 */
export interface ModuleDatabase<Tables> {
  readonly module: string
  readonly db: Kysely<Tables>
  /** Reads and writes of one unit of work, together with the events that it publishes. No facade is called inside. */
  readonly transaction: <T>(work: (tx: Transaction<Tables>) => Promise<T>) => Promise<T>
}

/** A `ModuleDatabase` of whatever tables, for the parts of the platform that know only their own. */
export interface AnyModuleDatabase {
  readonly module: string
  readonly db: QueryExecutorProvider
  readonly transaction: <T>(work: (tx: QueryExecutorProvider) => Promise<T>) => Promise<T>
}
