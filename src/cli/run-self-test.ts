import { selfTestProject } from '../api/self-test.js'
import type { SelfTestResult } from '../boundaries/index.js'
import { refuse } from '../kernel/problem.js'
import type { CheckFormat } from '../kernel/output-formats.js'
import { renderProblems } from '../report/index.js'
import { type ExitCode, exitCodes } from './exit-codes.js'
import { deliver, type OutputTarget } from './outputs.js'
import { readSource } from './read-source.js'
import { projectOf, type Session, stdoutColor, stdoutColumns } from './session.js'

/** Plants the violations and tells which were found; a rule that stays silent cannot be trusted. */
export async function runSelfTest(
  session: Session,
  targets: readonly OutputTarget<CheckFormat>[],
): Promise<ExitCode> {
  assertFormats(targets)
  const result = await selfTestProject({ ...projectOf(session), today: session.today })
  await deliver(targets, session.quiet, (format, toScreen) =>
    format === 'json' ? JSON.stringify(result, null, 2) : renderText(session, result, toScreen),
  )
  return result.problems.length === 0 ? exitCodes.clean : exitCodes.refused
}

function assertFormats(targets: readonly OutputTarget<CheckFormat>[]): void {
  const other = targets.find(({ format }) => format !== 'text' && format !== 'json')
  if (other === undefined) return
  refuse('usage', `--self-test has no format ${other.format}.`, 'Choose from: text, json.')
}

function renderText(session: Session, result: SelfTestResult, toScreen: boolean): string {
  const { shown, silent, skipped, problems } = result
  const color = toScreen && stdoutColor(session)
  const options = { color, source: readSource(session.root), columns: stdoutColumns() }
  const told = problems.length === 0 ? [] : [renderProblems(problems, options), '']
  return [
    ...told,
    ...listByRule(shown).map(([rule, labels]) => `${rule}: fires (${summarize(labels)})`),
    ...skipped.map(({ rule, reason }) => `${rule}: not tested, ${reason}`),
    '',
    `${shown.length} of ${shown.length + silent.length} planted violations were found.`,
  ].join('\n')
}

/** A few examples; JSON has them all. */
function summarize(labels: readonly string[]): string {
  const named = labels.slice(0, 3).join(', ')
  return labels.length <= 3 ? named : `${named} and ${labels.length - 3} more`
}

function listByRule(planted: SelfTestResult['shown']): [string, string[]][] {
  const labels = new Map<string, string[]>()
  for (const { rule, label } of planted) labels.set(rule, [...(labels.get(rule) ?? []), label])
  return [...labels]
}
