import { type Applied, applyPlan } from '../kernel/apply-plan.js'
import type { Plan } from '../kernel/plan.js'
import { rememberWritten } from './interrupt.js'
import { stopProgress } from './progress.js'

export const planFormats = ['text', 'json'] as const
export type PlanFormat = (typeof planFormats)[number]

/** What a command that writes has done, or would do. */
export interface PlanOutcome {
  readonly plan: Plan
  /** Null after a dry run. */
  readonly applied: Applied | null
}

/** Carries a plan out unless this is a dry run. */
export function carryOut(root: string, plan: Plan, dryRun: boolean): PlanOutcome {
  stopProgress()
  if (dryRun) return { plan, applied: null }
  const applied = applyPlan(root, plan)
  rememberWritten([...applied.created, ...applied.updated, ...applied.deleted])
  return { plan, applied }
}

const verbs = {
  create: { would: 'Would create', did: 'Created' },
  update: { would: 'Would update', did: 'Updated' },
  delete: { would: 'Would delete', did: 'Deleted' },
} as const

/** One line a file; `details` come first and are part of the JSON. */
export function renderPlan(
  { plan, applied }: PlanOutcome,
  format: PlanFormat,
  details: { readonly lines: readonly string[]; readonly data: Readonly<Record<string, unknown>> },
): string {
  if (format === 'json') {
    const { title, changes } = plan
    return JSON.stringify(
      { schemaVersion: 1, dryRun: applied === null, title, ...details.data, plan: { changes }, applied },
      null,
      2,
    )
  }
  const untouched = new Set(applied?.unchanged)
  const touched = plan.changes.filter(({ path }) => !untouched.has(path))
  const lines = touched.map(({ kind, path }) => `${verbs[kind][applied === null ? 'would' : 'did']} ${path}`)
  return [...details.lines, ...(lines.length === 0 ? ['Nothing to write.'] : lines)].join('\n')
}
