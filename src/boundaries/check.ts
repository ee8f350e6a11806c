import { performance } from 'node:perf_hooks'
import type { Graph } from '../graph/index.js'
import type { Finding, FindingStatus, Violation } from '../kernel/finding.js'
import type { CheckResult, Verdict } from './check-result.js'
import { type Inspection, type InspectRequest, inspect } from './inspect.js'
import { fingerprintOf } from './ratchet/index.js'

export interface CheckRequest extends InspectRequest {
  /** Stale baseline entries fail too. */
  readonly strict: boolean
}

export interface CheckOutcome {
  readonly result: CheckResult
  readonly graph: Graph
}

/** Checks the boundaries of a project. What cannot be trusted is in the result; a UserError says what cannot be done. */
export async function check(request: CheckRequest): Promise<CheckOutcome> {
  const started = performance.now()
  const inspection = await inspect(request)
  const findings = inspection.violations.map(violation => deriveFinding(violation, inspection))
  return { result: deriveResult(request, { inspection, findings, started }), graph: inspection.graph }
}

function deriveFinding(violation: Violation, inspection: Inspection): Finding {
  return {
    ...violation,
    severity: violation.severity ?? 'error',
    status: deriveStatus(violation, inspection),
    fingerprint: fingerprintOf(violation),
  }
}

/** Known when the baseline or the merge base knows it. */
function deriveStatus(violation: Violation, { match, base }: Inspection): FindingStatus {
  const statuses = [match, ...(base === null ? [] : [base.match])].map(
    ({ statuses }) => statuses.get(violation) ?? 'new',
  )
  return statuses.includes('known') ? 'known' : statuses.includes('worse') ? 'worse' : 'new'
}

interface Found {
  readonly inspection: Inspection
  readonly findings: readonly Finding[]
  /** Milliseconds on the clock of `performance`. */
  readonly started: number
}

function deriveResult({ root, strict }: CheckRequest, { inspection, findings, started }: Found): CheckResult {
  const { graph, match, base, problems, waived } = inspection
  const { stale } = match
  const fixed = base?.match.stale ?? []
  const summary = { ...summarize(findings), stale: stale.length, fixed: fixed.length, waived }
  return {
    schemaVersion: 1,
    root,
    verdict: deriveVerdict(problems.length, summary.errors + (strict ? stale.length : 0)),
    modules: graph.modules.size,
    files: graph.files.size,
    edges: graph.dependencies.length,
    findings,
    stale,
    fixed,
    problems,
    summary,
    comparedWith:
      base === null ? { kind: 'baseline' } : { kind: 'since', ref: base.ref, commit: base.commit },
    durationMs: Math.round(performance.now() - started),
  }
}

function deriveVerdict(problems: number, failures: number): Verdict {
  if (problems > 0) return 'untrusted'
  return failures > 0 ? 'fail' : 'pass'
}

function summarize(findings: readonly Finding[]) {
  const count = (isMeant: (finding: Finding) => boolean) => findings.filter(isMeant).length
  return {
    new: count(({ status }) => status === 'new'),
    worse: count(({ status }) => status === 'worse'),
    known: count(({ status }) => status === 'known'),
    errors: count(({ status, severity }) => status !== 'known' && severity === 'error'),
    warnings: count(({ status, severity }) => status !== 'known' && severity === 'warn'),
  }
}
