import type { Finding } from '../../../src/index.js'
import { renderTable } from '../table.js'
import type { Replay, Step } from './replay-commits.js'

/** The replay as Markdown: counts first, then everything that a person is to judge, commit by commit. */
export function renderReplay({ name, first, modules, baseline, steps }: Replay): string {
  const findings = steps.flatMap(({ introduced }) => introduced)
  return [
    `# ${name}: ${steps.length} commits after ${first.slice(0, 10)}`,
    renderTable([
      ['modules', 'baseline', 'commits', 'with findings', 'findings', 'first untrusted', 'untrusted', 'ms'],
      [
        modules,
        baseline,
        steps.length,
        steps.filter(({ introduced }) => introduced.length > 0).length,
        findings.length,
        steps.filter(({ problems }) => problems.length > 0).length,
        steps.filter(({ untrusted }) => untrusted).length,
        median(steps.map(({ durationMs }) => durationMs)),
      ],
    ]),
    renderTable([['rule', 'severity', 'findings'], ...countByRule(findings)]),
    ...steps.filter(isTold).map(renderStep),
  ].join('\n\n')
}

function countByRule(findings: readonly Finding[]) {
  const counts = new Map<string, number>()
  for (const { rule, severity } of findings) {
    const key = `${rule} ${severity}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, count]) => [...key.split(' '), count])
}

function isTold({ introduced, problems }: Step): boolean {
  return introduced.length > 0 || problems.length > 0
}

function renderStep({ commit, subject, introduced, problems, gone }: Step): string {
  const place = (at: { file: string; line: number } | null) => (at === null ? '-' : `${at.file}:${at.line}`)
  return [
    `## ${commit.slice(0, 10)} ${subject}${gone > 0 ? ` (${gone} gone)` : ''}`,
    ...problems.map(problem => `- exit 2, ${problem.code} ${place(problem.place)}: ${problem.message}`),
    ...introduced.map(
      ({ rule, severity, status, from, message }) =>
        `- ${severity} ${rule}${status === 'worse' ? ' (worse)' : ''} ${place(from)}: ${message}`,
    ),
  ].join('\n')
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}
