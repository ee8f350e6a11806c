import type { BaselineEntry, Finding, Place } from '../../kernel/finding.js'
import { problemTitles } from '../../kernel/problem.js'
import type { CheckReport } from '../check-report.js'
import { describeComparison, describeCounts, describeVerdict } from '../check/text-summary.js'
import { describeRule } from '../rule-text.js'
import { freshFindings } from '../verdict.js'
import type { PageCheck, PageFinding, PageRule } from './page-data.js'

/** Findings shown with their lines, fresh ones first; with more, a page would carry half the source. */
const withCode = 2_000

const longestLine = 300

/** The result of `check` for a page. */
export function deriveCheckData(report: CheckReport): PageCheck {
  const { result } = report
  const [headline, advice] = describeVerdict(result)
  const known = result.findings.filter(finding => finding.status === 'known')
  const framed = new Set([...freshFindings(result), ...known].slice(0, withCode))
  return {
    verdict: result.verdict,
    headline,
    advice,
    counts: describeCounts(result),
    comparison: describeComparison(result),
    problems: result.problems.map(({ code, message, hint, place }) => ({
      title: problemTitles[code],
      message,
      hint,
      place: place && nameOf(place),
    })),
    stale: result.stale.map(describeEntry),
    fixed: result.fixed.map(describeEntry),
    findings: result.findings.map(finding => findingRow(finding, framed.has(finding) ? report : null)),
    rules: Object.fromEntries(result.findings.map(({ rule }) => [rule, ruleRow(rule)])),
  }
}

const nameOf = ({ file, line, column }: Place): string => `${file}:${line}:${column}`

const describeEntry = ({ rule, from, to, symbol }: BaselineEntry): string =>
  `${rule}: ${from} → ${to}${symbol === null ? '' : ` (${symbol})`}`

function ruleRow(rule: string): PageRule {
  const { title, summary, url } = describeRule(rule)
  return { title, summary, url }
}

function findingRow(finding: Finding, report: CheckReport | null): PageFinding {
  const { from, to } = finding
  const lines = report?.lines(from.file) ?? []
  const start = Math.max(1, from.line - 1)
  const code = from.line <= lines.length ? lines.slice(start - 1, from.line + 1) : []
  return {
    rule: finding.rule,
    severity: finding.severity,
    status: finding.status,
    from: from.module,
    to: to.module ?? to.file ?? from.symbol,
    file: from.file,
    line: from.line,
    column: from.column,
    message: finding.message,
    hint: finding.hint ?? null,
    related: (finding.related ?? []).map(place => `${nameOf(place)} ${place.message}`),
    code: code.map(line => line.slice(0, longestLine)),
    codeStart: start,
  }
}
