import { planRevision, type Revision } from '../api/baseline.js'
import { deliver, type OutputTarget } from './outputs.js'
import { projectOf, type Session } from './session.js'
import { carryOut, type PlanFormat, renderPlan } from './show-plan.js'

interface BaselineRun {
  readonly session: Session
  readonly targets: readonly OutputTarget<PlanFormat>[]
  readonly dryRun: boolean
}

/** Plans a revision of the baseline, carries it out and tells what was touched. */
export async function reviseBaseline(
  { session, targets, dryRun }: BaselineRun,
  revision: Revision,
): Promise<void> {
  const { root, plan } = await planRevision({ ...projectOf(session), today: session.today }, revision)
  const outcome = carryOut(root, plan, dryRun)
  const lines = plan.changes.length === 0 ? [] : [`${plan.title}.`]
  await deliver(targets, session.quiet, format => renderPlan(outcome, format, { lines, data: {} }))
}
