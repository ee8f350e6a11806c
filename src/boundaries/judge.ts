import type { Graph } from '../graph/graph.js'
import type { Config } from '../kernel/config.js'
import type { Kind } from '../kernel/dependency.js'
import { type RuleName, ruleNames, type Severity, type Violation } from '../kernel/finding.js'
import type { Problem } from '../kernel/problem.js'
import type { Rule, RuleContext } from './rule.js'
import { rules } from './rules/index.js'

/** What all rules look at. */
export interface Case {
  readonly graph: Graph
  readonly config: Config
  /** Whether the ratchet already knows a violation. */
  readonly known: (violation: Violation) => boolean
  /** Positions in `config.waivers` of those that cover nothing. */
  readonly idleWaivers: ReadonlySet<number>
  /** ISO date. */
  readonly today: string
}

/** A rule that is switched on, with what it is given. */
export interface ActiveRule {
  readonly rule: Rule
  readonly severity: Severity
  readonly context: RuleContext
}

/** The violations of all active rules with their severity set, rule by rule, and the rules that match nothing. */
export interface Judgement {
  readonly violations: readonly Violation[]
  readonly problems: readonly Problem[]
}

/** Lets all active built-in rules look at a graph. Pure. */
export function judge(request: Case): Judgement {
  const active = listActiveRules(request)
  return {
    violations: active.flatMap(findViolations),
    problems: active.flatMap(({ rule, context }) => rule.idle(context)),
  }
}

/** The rules that the config or their default switches on, in their usual order. */
export function listActiveRules(request: Case): readonly ActiveRule[] {
  return ruleNames.flatMap(name => {
    const severity = severityOf(name, request.config)
    if (severity === 'off') return []
    return [{ rule: rules[name], severity, context: deriveContext(rules[name], request) }]
  })
}

export function severityOf(name: RuleName, config: Config): Severity | 'off' {
  return config.rules.get(name)?.severity ?? rules[name].severity
}

/** A rule's own view of the case; options that all dependency rules share are taken out of its settings. */
export function deriveContext(rule: Rule, request: Case): RuleContext {
  const { kinds, facades, ...options } = request.config.rules.get(rule.name)?.options ?? {}
  return {
    ...request,
    options,
    kinds: new Set((kinds as readonly Kind[] | undefined) ?? rule.kinds),
    facades: facades === 'transparent' ? 'transparent' : 'opaque',
  }
}

export function findViolations({ rule, severity, context }: ActiveRule): readonly Violation[] {
  return rule.find(context).map(violation => withSeverity(violation, severity))
}

/** The setting, softened where the violation says so. */
export function withSeverity(violation: Violation, setting: Severity): Violation {
  const severity = violation.severity === 'warn' ? 'warn' : setting
  return violation.severity === severity ? violation : { ...violation, severity }
}
