import { appendFileSync } from 'node:fs'
import type { CheckOutcome } from '../boundaries/index.js'
import { renderCheck } from '../report/index.js'
import type { CheckFormat } from './check-formats.js'
import { deliver, type OutputTarget } from './outputs.js'
import { stopProgress } from './progress.js'
import { readSource } from './read-source.js'
import { describeSelection, type Selection, selectFindings } from './select-findings.js'
import { type Session, stdoutColor } from './session.js'
import { note, tell } from './streams.js'

interface CheckView extends Selection {
  readonly session: Session
  readonly targets: readonly OutputTarget<CheckFormat>[]
  /** Whether the format was asked for; otherwise GitHub gets its own forms beside the text. */
  readonly explicit: boolean
}

/** Renders the outcome to every place that was asked for. */
export async function showCheck(outcome: CheckOutcome, view: CheckView): Promise<void> {
  const { session, targets } = view
  const { graph } = outcome
  const result = selectFindings(outcome, view)
  stopProgress()
  const source = readSource(session.root)
  const render = (format: CheckFormat, color: boolean) =>
    renderCheck(result, { format, graph, source, color })
  await deliver(targets, session.quiet, (format, toScreen) =>
    render(format, toScreen && stdoutColor(session)),
  )
  const told = describeSelection(outcome.result, result)
  if (told !== null && !session.quiet) note(told)
  if (session.environment.githubActions && !view.explicit) await showOnGitHub(session, render)
}

/** Annotations at the lines of the pull request, and the summary of the step. */
async function showOnGitHub(
  { environment }: Session,
  render: (format: CheckFormat, color: boolean) => Promise<string>,
): Promise<void> {
  const annotations = await render('github', false)
  if (annotations !== '') tell(annotations)
  if (environment.stepSummary !== null)
    appendFileSync(environment.stepSummary, `${await render('markdown', false)}\n`)
}
