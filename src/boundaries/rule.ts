import type { Graph } from '../graph/graph.js'
import type { Config } from '../kernel/config.js'
import type { Kind } from '../kernel/dependency.js'
import type { RuleName, Severity, Violation } from '../kernel/finding.js'
import type { Problem } from '../kernel/problem.js'

/** A schema of the JSON Schema subset that `kernel/config` validates; also published in `schema/config.json`. */
export type OptionSchema = Readonly<Record<string, unknown>>

/** What a rule is given: the whole graph, its own settings, and what the baseline knows. */
export interface RuleContext {
  readonly graph: Graph
  /** For places in the config file (`config.locate`) and for what the graph no longer shows. */
  readonly config: Config
  /** Options as validated, defaults not filled in. */
  readonly options: Readonly<Record<string, unknown>>
  /** Edge kinds to look at. */
  readonly kinds: ReadonlySet<Kind>
  /** `transparent` also judges the file that defines a symbol, not just the one imported. */
  readonly facades: 'opaque' | 'transparent'
  /** Whether the ratchet already knows a violation; cycles prefer to cut known imports again. */
  readonly known: (violation: Violation) => boolean
  /** Positions in `config.waivers` of those that cover nothing. */
  readonly idleWaivers: ReadonlySet<number>
  /** ISO date. */
  readonly today: string
}

/** Source text that must make a rule fire, planted by the self-test. */
export interface Plant {
  /** What is shown by it: `users → billing`. */
  readonly label: string
  /** Planted files: path relative to the root → text. An existing path is hidden while the plant stands. */
  readonly files: Readonly<Record<string, string>>
  /** The config that the plant needs, for rules that no added file can break; left out for the one at hand. */
  readonly config?: (config: Config) => Config
  /** Whether a violation is the one expected. */
  readonly expects: (violation: Violation) => boolean
}

export interface Rule {
  readonly name: RuleName
  /** Severity when the config does not name the rule; `off` for rules that need options. */
  readonly severity: Severity | 'off'
  /** Kinds looked at unless `kinds` is set. */
  readonly kinds: readonly Kind[]
  readonly options: OptionSchema
  /** All violations, in order of file, line and column. Pure. */
  readonly find: (context: RuleContext) => readonly Violation[]
  /** Patterns or names in the options that match nothing: such a rule is not trusted. */
  readonly idle: (context: RuleContext) => readonly Problem[]
  /** Violations to plant, one per module pair where pairs matter; empty when the rule cannot fire under this config. */
  readonly plants: (context: RuleContext) => readonly Plant[]
}
