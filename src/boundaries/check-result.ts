import type { BaselineEntry, Finding } from '../kernel/finding.js'
import type { Problem } from '../kernel/problem.js'

/** How the gate decided: exit code 0, 1 or 2. */
export type Verdict = 'pass' | 'fail' | 'untrusted'

/** Everything that `check` found out; reports render it and add nothing. */
export interface CheckResult {
  readonly schemaVersion: 1
  /** Absolute path of the root. */
  readonly root: string
  readonly verdict: Verdict
  readonly modules: number
  readonly files: number
  readonly edges: number
  /** In order of file, line, column and rule; known ones included. */
  readonly findings: readonly Finding[]
  /** Baseline entries that no longer match anything. */
  readonly stale: readonly BaselineEntry[]
  /** With `--since`: violations of the merge base that are gone. */
  readonly fixed: readonly BaselineEntry[]
  /** Reasons not to trust the result; not empty exactly when the verdict is `untrusted`. */
  readonly problems: readonly Problem[]
  readonly summary: {
    readonly new: number
    readonly worse: number
    readonly known: number
    readonly stale: number
    readonly fixed: number
    /** Of new and worse findings. */
    readonly errors: number
    readonly warnings: number
    /** Problems covered by waivers. */
    readonly waived: number
  }
  /** What the ratchet compared with: the committed baseline or the merge base of `--since`. */
  readonly comparedWith:
    | { readonly kind: 'baseline' }
    | { readonly kind: 'since'; readonly ref: string; readonly commit: string }
  readonly durationMs: number
}
