import type { Finding } from '../kernel/finding.js'

/** Files that no module owns, as a heading. */
const noModule = '(no module)'

/** Name of the module a finding starts in. */
export const sourceName = (finding: Finding): string => finding.from.module ?? noModule

/** Findings between the same two ends. */
export interface PairOfFindings {
  readonly from: string
  readonly to: string | null
  readonly findings: readonly Finding[]
}

/** Groups by pair, pairs in order of their names, findings in the order given. */
export function groupByPair(findings: readonly Finding[]): readonly PairOfFindings[] {
  const groups = new Map<string, { from: string; to: string | null; findings: Finding[] }>()
  for (const finding of findings) {
    const from = sourceName(finding)
    const to = finding.to.module === finding.from.module ? null : finding.to.module
    const key = `${from}\n${to ?? ''}`
    const group = groups.get(key)
    if (group) group.findings.push(finding)
    else groups.set(key, { from, to, findings: [finding] })
  }
  return [...groups.values()].sort(
    (a, b) => compareNames(a.from, b.from) || compareNames(a.to ?? '', b.to ?? ''),
  )
}

const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
