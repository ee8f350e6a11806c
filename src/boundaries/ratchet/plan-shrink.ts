import type { Plan } from '../../kernel/plan.js'
import type { Baseline } from './baseline.js'
import type { BaselineMatch } from './match-baseline.js'
import { planFiles } from './plan-files.js'

/** Removes entries whose violation is gone and lets moved ones point to where their violation is now. */
export function planShrink({ baseline, match }: ShrinkRequest): Plan {
  const stale = new Set(match.stale)
  return planFiles(baseline, {
    title: `Shrink the baseline by ${stale.size} ${stale.size === 1 ? 'entry' : 'entries'}`,
    revise: entry => (stale.has(entry) ? null : (match.claims.get(entry) ?? entry)),
    added: [],
    fresh: false,
  })
}

export interface ShrinkRequest {
  readonly baseline: Baseline
  readonly match: BaselineMatch
}
