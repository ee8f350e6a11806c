import { createHash } from 'node:crypto'
import type { Finding } from '../../kernel/finding.js'
import { type Problem, problemTitles } from '../../kernel/problem.js'
import type { CheckReport } from '../check-report.js'
import { describeStale, failsOnStale } from '../verdict.js'
import { numberOccurrences } from './occurrences.js'

/** One element of GitLab's code quality report; fingerprints must differ, or GitLab drops one. */
interface Issue {
  readonly description: string
  readonly check_name: string
  readonly fingerprint: string
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker'
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } }
}

/** Where GitLab shows what has no place of its own: it insists on a file. */
const fallbackPath = 'banyan.config.json'

/** Code quality report. Known findings stay in it, so that GitLab finds them on both sides of a comparison. */
export function renderGitlab({ result }: CheckReport): string {
  const occurrences = numberOccurrences(result.findings)
  const issues = [
    ...result.problems.map(problemIssue),
    ...(result.stale.length === 0 ? [] : [staleIssue(describeStale(result), failsOnStale(result))]),
    ...result.findings.map(finding => findingIssue(finding, occurrences.get(finding) ?? 1)),
  ]
  return `${JSON.stringify(issues, null, 2)}\n`
}

function findingIssue(finding: Finding, occurrence: number): Issue {
  return {
    description: finding.message,
    check_name: finding.rule,
    fingerprint: occurrence === 1 ? finding.fingerprint : hash(`${finding.fingerprint}:${occurrence}`),
    severity: severityOf(finding),
    location: { path: finding.from.file, lines: { begin: Math.max(1, finding.from.line) } },
  }
}

function severityOf({ severity, status }: Finding): Issue['severity'] {
  if (status === 'known') return 'info'
  return severity === 'error' ? 'major' : 'minor'
}

function problemIssue({ code, message, hint, place }: Problem): Issue {
  return {
    description: `${problemTitles[code]}: ${message} ${hint}`,
    check_name: code,
    fingerprint: hash(['problem', code, place?.file, place?.line, place?.column, message].join('\n')),
    severity: 'blocker',
    location: { path: place?.file ?? fallbackPath, lines: { begin: Math.max(1, place?.line ?? 1) } },
  }
}

function staleIssue(description: string, fails: boolean): Issue {
  return {
    description,
    check_name: 'stale-baseline',
    fingerprint: hash('stale-baseline'),
    severity: fails ? 'major' : 'minor',
    location: { path: fallbackPath, lines: { begin: 1 } },
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
