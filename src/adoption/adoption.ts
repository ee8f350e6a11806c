import type { Plan } from '../kernel/plan.js'

/** What a person may decide about the proposals; `noAnswers` takes all of them. */
export interface AdoptionAnswers {
  /** Modules to keep: name as found → name to bear. Null keeps all. */
  readonly modules: Readonly<Record<string, string>> | null
  /** Whether to write layers; null when the code has a clear order. */
  readonly layers: boolean | null
}

export const noAnswers: AdoptionAnswers = { modules: null, layers: null }

/** A module in the words of the summary. */
export interface AdoptedModule {
  readonly name: string
  /** Relative to the root; `.` for the root itself. */
  readonly path: string
  readonly files: number
  readonly owner: string | null
  /** Why it is a module. */
  readonly evidence: readonly string[]
}

/** What `init` is about to write, told to people. */
export interface AdoptionSummary {
  /** In order of name. */
  readonly modules: readonly AdoptedModule[]
  /** Pairs of modules of which one uses the other. */
  readonly dependencies: number
  /** Recorded violations by rule, the most frequent first. */
  readonly baseline: readonly { readonly rule: string; readonly entries: number }[]
  readonly waivers: number
  /** Outer to inner; empty when none are written. */
  readonly layers: readonly string[]
  /** What to know or to do next, a sentence each. */
  readonly notes: readonly string[]
}

/** All files that `init` writes, as one plan. */
export interface Adoption {
  readonly plan: Plan
  readonly summary: AdoptionSummary
}
