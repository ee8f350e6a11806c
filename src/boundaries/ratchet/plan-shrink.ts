import type { Plan } from '../../kernel/plan.js'
import type { Baseline } from './baseline.js'
import { deriveRevision } from './derive-revision.js'
import type { BaselineMatch } from './match-baseline.js'
import { planFiles } from './plan-files.js'

/** Removes entries whose violation is gone and lets moved ones point to where their violation is now. */
export function planShrink({ baseline, match }: ShrinkRequest): Plan {
  const count = match.stale.length
  return planFiles(baseline, {
    title: `Shrink the baseline by ${count} ${count === 1 ? 'entry' : 'entries'}`,
    revise: deriveRevision(match, match.stale),
    added: [],
    fresh: false,
  })
}

export interface ShrinkRequest {
  readonly baseline: Baseline
  readonly match: BaselineMatch
}
