import { appendFileSync } from 'node:fs'
import type { ProjectCheck } from '../api/check.js'
import { UserError } from '../kernel/problem.js'
import type { CheckFormat } from '../kernel/output-formats.js'
import { renderCheck, renderRefusal, renderStepSummary } from '../report/index.js'
import { deliver, type OutputTarget } from './outputs.js'
import { stopProgress } from './progress.js'
import { readSource } from './read-source.js'
import { describeSelection, type Selection, selectFindings } from './select-findings.js'
import { type Session, stdoutColor, stdoutColumns } from './session.js'
import { markAnswered } from './show-failure.js'
import { note, tell } from './streams.js'

interface CheckView extends Selection {
  readonly session: Session
  readonly targets: readonly OutputTarget<CheckFormat>[]
  /** Whether a format was asked for; otherwise GitHub gets its own forms beside the text. */
  readonly explicit: boolean
}

/** Renders the outcome to every place that was asked for. */
export async function showCheck(outcome: ProjectCheck, view: CheckView): Promise<void> {
  const { session, targets } = view
  const result = selectFindings(outcome, view)
  const { graph, rules } = outcome
  const options = { graph, rules, source: readSource(session.root), showKnown: view.all }
  stopProgress()
  await deliver(targets, session.quiet, (format, toScreen) =>
    renderCheck(result, {
      ...options,
      format,
      color: toScreen && stdoutColor(session),
      columns: stdoutColumns(),
    }),
  )
  const told = describeSelection(outcome.result, result)
  if (told !== null && !session.quiet) note(told)
  const { githubActions, stepSummary } = session.environment
  if (!githubActions || view.explicit) return
  const annotations = await renderCheck(result, { ...options, format: 'github', color: false })
  if (annotations !== '') tell(annotations)
  if (stepSummary !== null) appendFileSync(stepSummary, `${await renderStepSummary(result, options)}\n`)
}

/**
 * A check that could not start still answers in every form but text, which stderr gets in any case. Whatever
 * else was thrown is left alone.
 */
export async function showRefusedCheck(error: unknown, view: CheckView): Promise<void> {
  if (!(error instanceof UserError)) return
  markAnswered(error)
  const { session, targets } = view
  stopProgress()
  await deliver(
    targets.filter(({ file, format }) => file !== null || format !== 'text'),
    session.quiet,
    format =>
      renderRefusal(error.problems, {
        root: session.root,
        format,
        source: readSource(session.root),
        color: false,
      }),
  )
  const { githubActions } = session.environment
  if (!githubActions || view.explicit) return
  tell(
    await renderRefusal(error.problems, {
      root: session.root,
      format: 'github',
      source: () => null,
      color: false,
    }),
  )
}
