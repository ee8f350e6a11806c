import type { BaselineEntry } from '../../kernel/finding.js'
import type { Change, Plan } from '../../kernel/plan.js'
import { UserError } from '../../kernel/problem.js'
import type { Baseline, BaselineFile } from './baseline.js'
import { baselinePathOf } from './baseline-path.js'
import type { Revision } from './derive-revision.js'
import { compareEntries } from './entry-order.js'
import { renderBaselineFile } from './render-baseline-file.js'

/** How entries are to change. */
export interface BaselineEdit {
  readonly title: string
  readonly revise: Revision
  readonly added: readonly BaselineEntry[]
  /** Write every file anew, in the present layout. */
  readonly fresh: boolean
}

interface Target {
  readonly module: string | null
  readonly entries: BaselineEntry[]
}

/**
 * The changes that an edit makes to the files; a file without entries is deleted. Files whose entries stay are not
 * touched unless `fresh`. Throws the problems of a baseline that could not be read.
 */
export function planFiles(baseline: Baseline, edit: BaselineEdit): Plan {
  if (baseline.problems.length > 0) throw new UserError(baseline.problems)
  if (!hasEffect(baseline, edit)) return { title: edit.title, changes: [] }
  const old = new Map(baseline.files.map(file => [file.path, file]))
  const targets = deriveTargets(baseline, edit)
  const paths = [...new Set([...old.keys(), ...targets.keys()])].sort()
  const changes = paths.map(path => {
    const { module, entries } = targets.get(path) ?? { module: null, entries: [] }
    return deriveChange(path, { module, entries, old: old.get(path) ?? null, fresh: edit.fresh })
  })
  return { title: edit.title, changes: changes.flatMap(change => change ?? []) }
}

function hasEffect({ entries, files }: Baseline, { revise, added, fresh }: BaselineEdit): boolean {
  if (fresh || added.length > 0 || files.some(file => file.entries.length === 0)) return true
  return entries.some(entry => revise(entry) !== entry)
}

/** Path → what is to stand there. Entries in a file named after another module come home. */
function deriveTargets(baseline: Baseline, { revise, added }: BaselineEdit): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>()
  for (const entry of [...baseline.entries.flatMap(known => revise(known) ?? []), ...added]) {
    const path = baselinePathOf(entry.module)
    const target = targets.get(path)
    if (target === undefined) targets.set(path, { module: entry.module, entries: [entry] })
    else target.entries.push(entry)
  }
  return targets
}

interface Rewriting extends Target {
  readonly old: BaselineFile | null
  readonly fresh: boolean
}

function deriveChange(path: string, { module, entries, old, fresh }: Rewriting): Change | null {
  if (entries.length === 0) return { kind: 'delete', path }
  if (old === null) {
    return { kind: 'create', path, content: renderBaselineFile(module, dropDoubles(entries), { old, fresh }) }
  }
  if (!fresh && isSame(old, entries)) return null
  const content = renderBaselineFile(module, dropDoubles(entries), { old, fresh })
  return old.text === content ? null : { kind: 'update', path, content }
}

/** The same objects, in whatever order. */
function isSame(old: BaselineFile, entries: readonly BaselineEntry[]): boolean {
  const before = new Set(old.entries)
  return before.size === entries.length && entries.every(entry => before.has(entry))
}

/** Of entries for one violation, the one that excuses it longest stays. */
function dropDoubles(entries: readonly BaselineEntry[]): BaselineEntry[] {
  const lasting = (entry: BaselineEntry): string => entry.until ?? '9999-99-99'
  const kept: BaselineEntry[] = []
  const sorted = [...entries].sort(
    (left, right) => compareEntries(left, right) || (lasting(left) < lasting(right) ? 1 : -1),
  )
  for (const entry of sorted) {
    const last = kept.at(-1)
    if (last === undefined || compareEntries(last, entry) !== 0) kept.push(entry)
  }
  return kept
}
