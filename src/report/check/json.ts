import type { Finding } from '../../kernel/finding.js'
import type { CheckReport } from '../check-report.js'
import { describeRule } from '../rule-text.js'
import { renderJson } from '../text/render-json.js'

/** The whole result, as `schema/check.json` describes it: what may be absent is null or an empty list. */
export function renderCheckJson({ result }: CheckReport): string {
  return renderJson({
    schemaVersion: result.schemaVersion,
    root: result.root,
    verdict: result.verdict,
    modules: result.modules,
    files: result.files,
    edges: result.edges,
    findings: result.findings.map(findingRow),
    stale: result.stale,
    fixed: result.fixed,
    problems: result.problems,
    summary: result.summary,
    comparedWith: result.comparedWith,
    durationMs: result.durationMs,
  })
}

function findingRow(finding: Finding) {
  const { page, url } = describeRule(finding.rule)
  return {
    rule: finding.rule,
    severity: finding.severity,
    status: finding.status,
    from: finding.from,
    to: finding.to,
    message: finding.message,
    hint: finding.hint ?? null,
    kind: finding.kind ?? null,
    related: finding.related ?? [],
    fingerprint: finding.fingerprint,
    docs: { page, url },
  }
}
