import type { CheckResult } from '../boundaries/index.js'
import type { Finding } from '../kernel/finding.js'

/** Findings that the change brought or made worse: what a reader has to act on. */
export const freshFindings = (result: CheckResult): readonly Finding[] =>
  result.findings.filter(finding => finding.status !== 'known')

/** The gate failed although no finding is an error: only stale entries can be the cause. */
export const failsOnStale = (result: CheckResult): boolean =>
  result.verdict === 'fail' && result.summary.errors === 0

/** One sentence on what is wrong with the baseline, for formats that have no list of entries. */
export function describeStale(result: CheckResult): string {
  const count = result.stale.length
  const entries =
    count === 1
      ? 'One baseline entry matches nothing any more'
      : `${count} baseline entries match nothing any more`
  return `${entries}. Remove with: banyan baseline shrink`
}

/** Exit code that goes with a verdict. */
export const exitCodes = { pass: 0, fail: 1, untrusted: 2 } as const
