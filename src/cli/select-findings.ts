import type { ProjectCheck } from '../api/check.js'
import type { CheckResult } from '../boundaries/index.js'
import { type Finding, ruleNames } from '../kernel/finding.js'
import { refuse } from '../kernel/problem.js'
import { suggest } from './outputs.js'

/** What is shown of a result; what is checked never changes. */
export interface Selection {
  /** Known findings too. */
  readonly all: boolean
  readonly rules: readonly string[] | undefined
  readonly modules: readonly string[] | undefined
}

/** The result with the findings that are to be shown. Throws a UserError for a rule or module that does not exist. */
export function selectFindings(
  { result, graph, rules: active }: ProjectCheck,
  selection: Selection,
): CheckResult {
  const { rules, modules } = selection
  for (const rule of rules ?? []) assertKnown('rule', rule, [...ruleNames, ...active])
  for (const module of modules ?? []) assertKnown('module', module, [...graph.modules.keys()])
  const isShown = (finding: Finding) =>
    (rules === undefined || rules.includes(finding.rule)) &&
    (modules === undefined ||
      [finding.from.module, finding.to.module].some(name => name !== null && modules.includes(name)))
  return { ...result, findings: result.findings.filter(isShown) }
}

/** One sentence when the selection hides something; null otherwise. */
export function describeSelection(whole: CheckResult, shown: CheckResult): string | null {
  if (whole.findings.length === shown.findings.length) return null
  return `Shown: ${shown.findings.length} of ${whole.findings.length} findings. Everything was checked, and the exit code is that of the whole.`
}

function assertKnown(what: 'rule' | 'module', name: string, known: readonly string[]): void {
  if (known.includes(name)) return
  refuse(
    what === 'rule' ? 'rule-unknown' : 'module-unknown',
    `There is no ${what} ${name}.`,
    suggest(name, known),
  )
}
