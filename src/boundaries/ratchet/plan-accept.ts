import { findFormatFault } from '../../kernel/config/formats.js'
import type { BaselineEntry, Violation } from '../../kernel/finding.js'
import { compileGlobs } from '../../kernel/globs.js'
import type { Plan } from '../../kernel/plan.js'
import { refuse } from '../../kernel/problem.js'
import type { Baseline } from './baseline.js'
import { deriveRevision } from './derive-revision.js'
import { compareEntries } from './entry-order.js'
import { deriveEntry } from './identity.js'
import type { BaselineMatch } from './match-baseline.js'
import { planFiles } from './plan-files.js'

/** Which violations are meant; an empty list means all. */
export interface AcceptFilter {
  readonly rules: readonly string[]
  /** Names of modules that the violations start in. */
  readonly modules: readonly string[]
  /** Globs of files that they start in. */
  readonly files: readonly string[]
}

export interface AcceptRequest {
  readonly baseline: Baseline
  /** Of the violations that may be accepted. */
  readonly match: BaselineMatch
  /** Why they may stay for now; must not be blank. */
  readonly reason: string
  readonly owner?: string
  /** ISO date of the last day on which they are excused. */
  readonly until?: string
  /** ISO date. */
  readonly today: string
  readonly only?: AcceptFilter
}

/**
 * Records new violations. What is known keeps its entry, reason and owner; expired entries of the violations
 * meant are renewed. Throws `usage` without a reason and for dates that excuse nothing.
 */
export function planAccept(request: AcceptRequest): Plan {
  const { baseline, match } = request
  assertAcceptable(request)
  const isMeant = compileFilter(request.only)
  const accepted = [...match.statuses].flatMap(([violation, status]) =>
    status === 'new' && isMeant(violation) ? [recordOf(violation, request)] : [],
  )
  const added = new Map(accepted.map(entry => [placeKey(entry), entry]))
  const renewed = match.expired.filter(entry => added.has(placeKey(match.claims.get(entry) ?? entry)))
  return planFiles(baseline, {
    title: `Accept ${added.size} ${added.size === 1 ? 'violation' : 'violations'}`,
    revise: deriveRevision({ ...match, claims: new Map() }, renewed),
    added: [...added.values()].sort(compareEntries),
    fresh: false,
  })
}

function assertAcceptable({ reason, owner, until, today }: AcceptRequest): void {
  if (reason.trim() === '') {
    refuse('usage', 'Accepting violations takes a reason.', 'Say why they may stay: `--reason "…"`.')
  }
  if (owner !== undefined && owner.trim() === '') {
    refuse('usage', 'The owner is blank.', 'Name an owner, such as `--owner @shop/orders`, or leave it out.')
  }
  if (until === undefined) return
  if (until === '' || findFormatFault('date', until) !== null) {
    refuse('usage', `"${until}" is not a date.`, 'Write a day of the calendar as YYYY-MM-DD.')
  }
  if (until < today) {
    refuse('usage', `${until} is over: the entries would excuse nothing.`, 'Name today or a later day.')
  }
}

function recordOf(violation: Violation, { reason, owner, until }: AcceptRequest): BaselineEntry {
  return {
    ...deriveEntry(violation),
    reason: reason.trim(),
    ...(owner === undefined ? {} : { owner: owner.trim() }),
    ...(until === undefined ? {} : { until }),
  }
}

function compileFilter(only: AcceptFilter | undefined): (violation: Violation) => boolean {
  if (only === undefined) return () => true
  const isFile = only.files.length === 0 ? () => true : compileGlobs(only.files)
  return ({ rule, from }) =>
    (only.rules.length === 0 || only.rules.includes(rule)) &&
    (only.modules.length === 0 || only.modules.includes(from.module ?? '')) &&
    isFile(from.file)
}

function placeKey({ rule, module, from, to, symbol }: BaselineEntry): string {
  return JSON.stringify([rule, module, from, to, symbol])
}
