import type { Plan } from '../../kernel/plan.js'
import type { Baseline } from './baseline.js'
import { deriveRevision } from './derive-revision.js'
import type { BaselineMatch } from './match-baseline.js'
import { planFiles } from './plan-files.js'

export interface MigrateRequest {
  readonly baseline: Baseline
  readonly match: BaselineMatch
}

/**
 * Brings all files into the present layout: sorted, without doubles and left-over empty lines, each under the
 * name of its module, each entry in the file of the module that it belongs to now. Nothing else is removed.
 */
export function planMigrate({ baseline, match }: MigrateRequest): Plan {
  return planFiles(baseline, {
    title: 'Migrate the baseline to the present layout',
    revise: deriveRevision(match, []),
    added: [],
    fresh: true,
  })
}
