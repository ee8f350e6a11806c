import type { Finding } from '../../kernel/finding.js'
import { type Problem, problemTitles } from '../../kernel/problem.js'
import type { CheckReport } from '../check-report.js'
import { sourceName } from '../module-pair.js'
import { amount } from '../text/amount.js'
import { describeStale, failsOnStale } from '../verdict.js'
import { escapeXml, escapeXmlBody } from './xml.js'

interface TestCase {
  readonly name: string
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped'
  readonly message: string
  readonly body: string
}

interface TestSuite {
  readonly name: string
  readonly cases: readonly TestCase[]
}

/**
 * JUnit XML: a suite for each module, a case for each rule. Errors fail, warnings are output of a passed case, a
 * rule with nothing but known findings is skipped; problems are errors of a suite of their own.
 */
export function renderJunit(report: CheckReport): string {
  const suites = [...runSuites(report), ...moduleSuites(report)]
  const cases = suites.flatMap(suite => suite.cases)
  const seconds = (report.result.durationMs / 1000).toFixed(3)
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="banyan check" ${countsOf(cases)} time="${seconds}">`,
    ...suites.flatMap(suite => renderSuite(suite, report)),
    '</testsuites>',
  ]
  return `${lines.join('\n')}\n`
}

/** What concerns the run as a whole: reasons not to trust it, and stale entries. */
function runSuites({ result }: CheckReport): readonly TestSuite[] {
  const cases: TestCase[] = result.problems.map(problem => ({
    name: problemTitles[problem.code],
    outcome: 'error',
    message: problem.message,
    body: describeProblem(problem),
  }))
  if (result.stale.length > 0) {
    const entries = result.stale.map(
      entry => `${entry.rule}: ${entry.from} → ${entry.to} ${entry.symbol ?? ''}`,
    )
    const outcome = failsOnStale(result) ? 'failure' : 'passed'
    cases.push({ name: 'Baseline', outcome, message: describeStale(result), body: entries.join('\n') })
  }
  return cases.length === 0 ? [] : [{ name: 'banyan', cases }]
}

function describeProblem({ place, message, hint }: Problem): string {
  const where = place ? `${place.file}:${place.line}:${place.column}\n` : ''
  return `${where}${message}\n${hint}`
}

function moduleSuites(report: CheckReport): readonly TestSuite[] {
  const byModule = new Map<string, Finding[]>([...report.graph.modules.keys()].map(name => [name, []]))
  for (const finding of report.result.findings) {
    const name = sourceName(finding)
    const findings = byModule.get(name)
    if (findings) findings.push(finding)
    else byModule.set(name, [finding])
  }
  return [...byModule].map(([name, findings]) => ({ name, cases: casesOf(findings, report) }))
}

function casesOf(findings: readonly Finding[], report: CheckReport): readonly TestCase[] {
  const rules = new Set<string>([...(report.rules ?? []), ...findings.map(finding => finding.rule)])
  const cases = [...rules].sort().map(rule =>
    caseOf(
      rule,
      findings.filter(finding => finding.rule === rule),
    ),
  )
  if (cases.length > 0) return cases
  // Nothing was found and nobody said which rules ran; an unchecked module must not read as passed.
  const trusted = report.result.verdict !== 'untrusted'
  const message = trusted ? '' : 'The run could not be trusted.'
  return [{ name: 'boundaries', outcome: trusted ? 'passed' : 'skipped', message, body: '' }]
}

function caseOf(rule: string, findings: readonly Finding[]): TestCase {
  const errors = findings.filter(finding => finding.severity === 'error' && finding.status !== 'known')
  const known = findings.filter(finding => finding.status === 'known')
  const body = findings.map(describeFinding).join('\n\n')
  if (errors.length > 0) {
    const first = errors[0]?.message ?? ''
    const message = errors.length === 1 ? first : `${amount(errors.length, 'violation')}: ${first}`
    return { name: rule, outcome: 'failure', message, body }
  }
  if (known.length > 0 && known.length === findings.length) {
    return { name: rule, outcome: 'skipped', message: amount(known.length, 'known violation'), body }
  }
  return { name: rule, outcome: 'passed', message: '', body }
}

function describeFinding({ from, severity, status, message, hint }: Finding): string {
  const lines = [`${from.file}:${from.line}:${from.column}`, `${severity} (${status}): ${message}`]
  return (hint === undefined ? lines : [...lines, hint]).join('\n')
}

const countOf = (cases: readonly TestCase[], outcome: TestCase['outcome']): number =>
  cases.filter(one => one.outcome === outcome).length

const countsOf = (cases: readonly TestCase[]): string =>
  `tests="${cases.length}" failures="${countOf(cases, 'failure')}" errors="${countOf(cases, 'error')}"`

function renderSuite({ name, cases }: TestSuite, { result, graph }: CheckReport): readonly string[] {
  const file = graph.modules.get(name)?.path
  const place = file === undefined || file === '' ? '' : ` file="${escapeXml(file)}"`
  return [
    `  <testsuite name="${escapeXml(name)}" ${countsOf(cases)} skipped="${countOf(cases, 'skipped')}" time="0"${place}>`,
    ...cases.flatMap(one => renderCase(one, name)),
    ...(result.verdict === 'untrusted' && name === 'banyan'
      ? ['    <system-err>The result cannot be trusted until these problems are solved.</system-err>']
      : []),
    '  </testsuite>',
  ]
}

function renderCase({ name, outcome, message, body }: TestCase, suite: string): readonly string[] {
  const open = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}" time="0"`
  const text = message === '' || body === '' ? message || body : body
  if (outcome === 'passed') {
    if (text === '') return [`${open}/>`]
    return [`${open}>`, `      <system-out>${escapeXmlBody(text)}</system-out>`, '    </testcase>']
  }
  if (outcome === 'skipped') {
    const output = body === '' ? [] : [`      <system-out>${escapeXmlBody(body)}</system-out>`]
    return [`${open}>`, `      <skipped message="${escapeXml(message)}"/>`, ...output, '    </testcase>']
  }
  const result = `      <${outcome} message="${escapeXml(message)}" type="${escapeXml(name)}">${escapeXmlBody(text)}</${outcome}>`
  return [`${open}>`, result, '    </testcase>']
}
