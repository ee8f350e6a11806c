import type { Graph } from '../graph/graph.js'
import type { Dependency } from '../kernel/dependency.js'
import type { RelatedPlace } from '../kernel/finding.js'

/** What an own rule reports: an edge, or a place in a file. */
export interface OwnReport {
  /** The edge that breaks the rule, or the place; line and column are 1 when left out. */
  readonly at: Dependency | { readonly file: string; readonly line?: number; readonly column?: number }
  /** One sentence for people: what is wrong here, with names. */
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
  /**
   * What the finding is about: with the file and the target it is the finding's identity in the baseline. The
   * edge's first symbol when left out.
   */
  readonly symbol?: string
  /** Where it leads to; the edge's target when left out. */
  readonly to?: { readonly module?: string; readonly file?: string }
  readonly related?: readonly RelatedPlace[]
}

/** What an own rule is given beside the graph. */
export interface OwnRuleContext {
  /** Reports one finding. */
  readonly report: (report: OwnReport) => void
  /** Options from the config: `"own/<name>": ["error", { … }]`. */
  readonly options: Readonly<Record<string, unknown>>
  /** ISO date. */
  readonly today: string
}

/** Looks at the graph and reports, or returns its reports; the graph is not to be changed. */
type FindOwn = (
  graph: Graph,
  context: OwnRuleContext,
) => readonly OwnReport[] | undefined | Promise<readonly OwnReport[] | undefined>

/** A rule of the user's own: the default export of a file that the config names under `ownRules`. */
export interface OwnRuleDefinition {
  /** For people who read the file; findings bear the name of the config. */
  readonly name?: string
  readonly find: (...args: Parameters<FindOwn>) => ReturnType<FindOwn> | void | Promise<void>
}

/** Gives an own rule its types: `export default defineRule({ find(graph, { report }) { … } })`. */
export function defineRule(rule: OwnRuleDefinition): OwnRuleDefinition {
  return rule
}
