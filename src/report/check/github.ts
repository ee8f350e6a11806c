import type { Place } from '../../kernel/finding.js'
import { problemTitles } from '../../kernel/problem.js'
import type { CheckReport } from '../check-report.js'
import { describeRule } from '../rule-text.js'
import { describeStale, failsOnStale, freshFindings } from '../verdict.js'

const commands = { error: 'error', warn: 'warning' } as const

/**
 * Workflow commands that GitHub Actions turns into annotations of the changed lines; empty when there is nothing
 * to say. GitHub shows the first ten errors and ten warnings of a step; errors come first.
 */
export function renderGithub(report: CheckReport): string {
  const { result } = report
  const problems = result.problems.map(({ code, message, hint, place }) =>
    command('error', { place, title: problemTitles[code], message: `${message}\n${hint}` }),
  )
  const findings = [...freshFindings(result)]
    .sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1))
    .map(({ rule, severity, from, message, hint }) =>
      command(commands[severity], {
        place: from,
        title: `${describeRule(rule).title} (${rule})`,
        message: hint === undefined ? message : `${message}\n${hint}`,
      }),
    )
  const stale = result.stale.length === 0 ? [] : [staleCommand(report)]
  return [...problems, ...findings, ...stale].map(line => `${line}\n`).join('')
}

function staleCommand({ result }: CheckReport): string {
  const name = failsOnStale(result) ? 'error' : 'warning'
  return command(name, { place: null, title: 'Stale baseline', message: describeStale(result) })
}

interface Annotation {
  readonly place: Place | null
  readonly title: string
  readonly message: string
}

function command(name: 'error' | 'warning', { place, title, message }: Annotation): string {
  const where = place
    ? [`file=${escapeProperty(place.file)}`, `line=${place.line}`, `col=${place.column}`]
    : []
  return `::${name} ${[...where, `title=${escapeProperty(title)}`].join(',')}::${escapeData(message)}`
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
