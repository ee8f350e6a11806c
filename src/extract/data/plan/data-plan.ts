import type { Place } from '../../../kernel/finding.js'
import type { DatabaseKind } from '../data.js'

/** The steps from shared tables to a database of one's own, each complete before the next. */
export const dataSteps = ['ownership', 'api', 'outbox', 'role', 'schema', 'database'] as const
export type DataStepName = (typeof dataSteps)[number]

/** Something in the code that has to go before a step holds. */
export interface Blocker {
  readonly text: string
  readonly places: readonly Place[]
}

/**
 * What proves a step. `no-rows`: the query finds nothing left; `same-on-both`: it says the same in the old and in the new
 * database.
 */
export interface DataCheck {
  readonly text: string
  readonly sql: string | null
  readonly expect: 'no-rows' | 'same-on-both'
  /** In a shell, where code rather than the database proves it. */
  readonly command: string | null
}

export interface DataStep {
  readonly name: DataStepName
  readonly title: string
  readonly blockers: readonly Blocker[]
  /** What people have to do in the code and around it. */
  readonly tasks: readonly string[]
  /** Statements for PostgreSQL, in order; to be run by an administrator, and again without harm. */
  readonly sql: readonly string[]
  /** For a shell, in order. */
  readonly commands: readonly string[]
  readonly check: DataCheck
}

export interface DataPlan {
  readonly module: string
  /** What the repository talks to, as far as it tells. */
  readonly database: DatabaseKind
  /** Said where the SQL is not that of the repository's database; null elsewhere. */
  readonly note: string | null
  /** Empty for a module without tables. */
  readonly steps: readonly DataStep[]
}
