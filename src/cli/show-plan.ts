import { type Applied, applyPlan } from '../kernel/apply-plan.js'
import type { Change, Plan } from '../kernel/plan.js'
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

export interface PlanDetails {
  /** Come before the files. */
  readonly lines: readonly string[]
  /** Folders that are told as a whole. */
  readonly folders?: readonly string[]
  /** Come after the files, once they are written. */
  readonly next?: readonly string[]
  /** Becomes part of the JSON. */
  readonly data: Readonly<Record<string, unknown>>
}

/** One line a file. */
export function renderPlan({ plan, applied }: PlanOutcome, format: PlanFormat, details: PlanDetails): string {
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
  const lines = renderChanges(touched, applied === null ? 'would' : 'did', details.folders ?? [])
  const next = applied === null ? [] : (details.next ?? [])
  return [...details.lines, ...(lines.length === 0 ? ['Nothing to write.'] : lines), ...next].join('\n')
}

/** In the order of the plan; a folder stands where its first file would. */
function renderChanges(
  changes: readonly Change[],
  tense: 'would' | 'did',
  folders: readonly string[],
): readonly string[] {
  const counts = new Map<string, number>()
  for (const { kind, path } of changes) {
    const folder = folders.find(each => path.startsWith(`${each}/`))
    const line = `${verbs[kind][tense]} ${folder === undefined ? path : `${folder}/`}`
    counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return [...counts].map(([line, count]) => (line.endsWith('/') ? `${line} (${count} files)` : line))
}
