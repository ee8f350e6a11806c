import type { Kind } from './dependency.js'

export const severities = ['warn', 'error'] as const
export type Severity = (typeof severities)[number]

/** The built-in rules; own rules are named by the config as `own/<name>`. */
export const ruleNames = [
  'undeclared-dependency',
  'private-import',
  'layer-violation',
  'module-cycle',
  'file-cycle',
  'forbidden-path',
  'required-dependency',
  'external-package',
  'foreign-table',
  'unstable-dependency',
  'deprecated-dependency',
  'unused-dependency',
  'unused-waiver',
  'unassigned-file',
] as const
export type RuleName = (typeof ruleNames)[number]

/** A place in a file; line and column from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Where a finding starts: the code that depends. */
export interface FindingSource {
  /** Null for a file that no module owns. */
  readonly module: string | null
  readonly file: string
  readonly line: number
  readonly column: number
  /** The imported symbol, table or package; `*` for a whole namespace; null where the rule has none. */
  readonly symbol: string | null
}

/** Where a finding leads to; `file` is null for external packages and for findings about a module. */
export interface FindingTarget {
  readonly module: string | null
  readonly file: string | null
}

/** Another place that explains a finding: a step of a path or of a cycle. */
export interface RelatedPlace extends Place {
  readonly message: string
}

/** What a rule reports: facts of one broken rule at one place, before the ratchet has looked at it. */
export interface Violation {
  readonly rule: RuleName | `own/${string}`
  readonly from: FindingSource
  readonly to: FindingTarget
  /** One sentence for people: what is wrong here, with names; no line numbers. */
  readonly message: string
  /** What to do about it here; the catalogue holds the general help. */
  readonly hint?: string
  readonly kind?: Kind
  /** At most this severe, whatever the rule's setting; left out where the setting decides alone. */
  readonly severity?: Severity
  readonly related?: readonly RelatedPlace[]
}

/** `new` fails, `known` is in the baseline, `worse` is known but has grown. */
export type FindingStatus = 'new' | 'known' | 'worse'

/** A violation after severity and ratchet: what `check` tells. */
export interface Finding extends Violation {
  readonly severity: Severity
  readonly status: FindingStatus
  /** Stable identity: hash of rule, from file, to module and symbol. No line numbers. */
  readonly fingerprint: string
}

/** Identity of a known violation, one line of a baseline file. */
export interface BaselineEntry {
  readonly rule: string
  /** The module in whose baseline file the entry stands; null for files that no module owns. */
  readonly module: string | null
  /** From file. */
  readonly from: string
  /** To module, or the package name or target file where there is no module. */
  readonly to: string
  readonly symbol: string | null
  readonly owner?: string
  readonly reason?: string
  /** ISO date after which the entry no longer excuses. */
  readonly until?: string
}
