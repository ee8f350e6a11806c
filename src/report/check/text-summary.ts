import type { CheckResult } from '../../boundaries/index.js'
import type { TextStyle } from '../render-problems.js'
import { amount } from '../text/amount.js'
import { printable } from '../text/printable.js'
import { failsOnStale } from '../verdict.js'

/** The last lines of a run: what was looked at, what was found, and what to do. */
export function renderSummary(result: CheckResult, { palette }: TextStyle): string {
  const looked = [
    amount(result.modules, 'module'),
    amount(result.files, 'file'),
    amount(result.edges, 'import'),
    `${(result.durationMs / 1000).toFixed(1)} s`,
  ]
  const paint = { pass: palette.green, fail: palette.red, untrusted: palette.red }[result.verdict]
  const [verdict, advice] = describeVerdict(result)
  const lines = [
    palette.dim(`${looked.join(', ')}; ${describeComparison(result)}`),
    describeCounts(result),
    `${palette.bold(paint(verdict))} ${advice}`,
  ]
  return `${lines.join('\n')}\n`
}

export function describeComparison({ comparedWith }: CheckResult): string {
  return comparedWith.kind === 'baseline'
    ? 'compared with the baseline'
    : printable(`compared with ${comparedWith.commit.slice(0, 10)}, where ${comparedWith.ref} was left`)
}

/** `2 errors, 1 warning, 14 known, …`: what is there, in order of weight. */
export function describeCounts({ summary, problems }: CheckResult): string {
  const parts = [
    [problems.length, amount(problems.length, 'problem')],
    [summary.errors, amount(summary.errors, 'error')],
    [summary.warnings, amount(summary.warnings, 'warning')],
    [summary.worse, `${summary.worse} of them worse than before`],
    [summary.known, `${summary.known} known`],
    [summary.stale, amount(summary.stale, 'stale entry', 'stale entries')],
    [summary.fixed, `${summary.fixed} fixed`],
    [summary.waived, `${summary.waived} waived`],
  ] as const
  const told = parts.flatMap(([count, text]) => (count > 0 ? [text] : []))
  return told.length > 0 ? told.join(', ') : 'No violations'
}

/** The verdict in capitals, as the last line begins, and what follows from it. */
export function describeVerdict(result: CheckResult): readonly [verdict: string, advice: string] {
  if (result.verdict === 'untrusted') {
    return ['NOT CHECKED', 'The result cannot be trusted until its problems are solved.']
  }
  if (result.verdict === 'pass') {
    return ['PASSED', result.summary.warnings > 0 ? 'Warnings do not fail the check.' : 'Nothing new.']
  }
  if (failsOnStale(result)) {
    return ['FAILED', 'The baseline has entries that are fixed. Run: banyan baseline shrink']
  }
  return ['FAILED', 'Fix the errors, or accept them with: banyan baseline accept --reason "…"']
}
