import type { BaselineEntry } from '../../kernel/finding.js'
import type { Problem } from '../../kernel/problem.js'

/** The layout that is written; files of a later one are refused. */
export const baselineVersion = 1

/** One file below `.banyan/baseline`. */
export interface BaselineFile {
  /** Relative to the root. */
  readonly path: string
  /** Null for the file of what no module owns. */
  readonly module: string | null
  /** As read, without a byte order mark. */
  readonly text: string
  /** In the order of the file. */
  readonly entries: readonly BaselineEntry[]
}

/** All recorded violations of a project. */
export interface Baseline {
  /** In order of path. */
  readonly files: readonly BaselineFile[]
  /** The entries of all files; the same objects. */
  readonly entries: readonly BaselineEntry[]
  /** Reasons not to trust what was read. */
  readonly problems: readonly Problem[]
}
