import type { CheckResult } from '../boundaries/index.js'
import type { Graph } from '../graph/index.js'
import type { SourceLines } from './text/source-lines.js'

/** What every format of `check` is given. */
export interface CheckReport {
  readonly result: CheckResult
  readonly graph: Graph
  readonly lines: SourceLines
  readonly color: boolean
  /** Known findings in full instead of counted; formats for machines tell them anyway. */
  readonly showKnown: boolean
  /** Width of text. */
  readonly columns: number
  /** Names of the rules that ran, so that a rule without findings can be told from one that is off; null when unknown. */
  readonly rules: readonly string[] | null
}
