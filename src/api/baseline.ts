import {
  type AcceptFilter,
  type Inspection,
  inspect,
  planAccept,
  planMigrate,
  planShrink,
} from '../boundaries/index.js'
import { ruleNames } from '../kernel/finding.js'
import { nearestName } from '../kernel/nearest.js'
import type { Plan } from '../kernel/plan.js'
import { refuse, UserError } from '../kernel/problem.js'
import { openProject, type ProjectOptions } from './open-project.js'

/** How the baseline is to change. */
export type Revision =
  | {
      readonly kind: 'accept'
      readonly reason: string
      readonly owner?: string
      readonly until?: string
      readonly only: AcceptFilter
    }
  | { readonly kind: 'shrink' }
  | { readonly kind: 'migrate' }

interface RevisionRequest extends ProjectOptions {
  /** ISO date. */
  readonly today: string
}

interface RevisionPlan {
  /** Absolute path. */
  readonly root: string
  readonly plan: Plan
}

/**
 * Plans a revision of the baseline. Throws a UserError when the project cannot be trusted: what an unread file
 * breaks would be taken for fixed.
 */
export async function planRevision(request: RevisionRequest, revision: Revision): Promise<RevisionPlan> {
  const { root, config, cacheFolder } = await openProject(request)
  const { today, onProgress } = request
  const inspection = await inspect({ root, config, cacheFolder, today, onProgress, since: null })
  if (inspection.problems.length > 0) throw new UserError(inspection.problems)
  if (revision.kind === 'accept') {
    const own = config.ownRules.map(({ name }) => `own/${name}`)
    assertKnown('rule', revision.only.rules, [...ruleNames, ...own])
    assertKnown('module', revision.only.modules, [...inspection.graph.modules.keys()])
  }
  return { root, plan: planFor(revision, inspection, today) }
}

function planFor(revision: Revision, inspection: Inspection, today: string): Plan {
  switch (revision.kind) {
    case 'accept':
      return planAccept({ ...inspection, ...revision, today })
    case 'shrink':
      return planShrink(inspection)
    case 'migrate':
      return planMigrate(inspection)
  }
}

function assertKnown(what: 'rule' | 'module', names: readonly string[], known: readonly string[]): void {
  const unknown = names.find(name => !known.includes(name))
  if (unknown === undefined) return
  const nearest = nearestName(unknown, known)
  const hint = `${nearest === null ? '' : `Did you mean ${nearest}? `}Choose from: ${known.join(', ')}.`
  refuse(what === 'rule' ? 'rule-unknown' : 'module-unknown', `There is no ${what} ${unknown}.`, hint)
}
