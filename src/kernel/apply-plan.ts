import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { describeFileError } from './file-error.js'
import type { Change, Plan } from './plan.js'
import { refuse, UserError } from './problem.js'
import { ReplaceFailure, type Replacement, replaceFiles } from './replace-files.js'
import { resolveInside } from './resolve-inside.js'

/** What `applyPlan` did, by path relative to the root, in the order of the plan. */
export interface Applied {
  readonly created: readonly string[]
  readonly updated: readonly string[]
  readonly deleted: readonly string[]
  /** Already as the plan wants them. */
  readonly unchanged: readonly string[]
}

interface Step {
  readonly change: Change
  /** Null when the file is already as the change wants it. */
  readonly replacement: Replacement | null
}

/**
 * Carries a plan out, whole or not at all: every new content is written beside its place first, then renamed
 * into it; when anything fails, what was replaced comes back and what was made goes. Modes of files stay, and
 * a symlink inside of the root stays one: the file behind it is written. Runs in one go without yielding, so a
 * signal that the process handles comes before or after it. Throws a UserError (`write-failed`) with the place.
 */
export function applyPlan(root: string, plan: Plan): Applied {
  assertOneChangeEach(plan)
  const steps = plan.changes.map(change => ({ change, replacement: planReplacement(root, change) }))
  const needed = steps.filter(
    (step): step is Step & { readonly replacement: Replacement } => step.replacement !== null,
  )
  try {
    replaceFiles(needed.map(step => step.replacement))
  } catch (error) {
    if (!(error instanceof ReplaceFailure)) throw error
    refuseFailure(root, needed[error.at]?.change.path ?? '', error)
  }
  return summarize(steps)
}

/** Two changes of one file are a mistake of whoever made the plan. */
function assertOneChangeEach(plan: Plan): void {
  const paths = plan.changes.map(change => change.path)
  const twice = paths.find((file, at) => paths.indexOf(file) !== at)
  if (twice !== undefined) throw new Error(`The plan "${plan.title}" changes ${twice} twice.`)
}

function planReplacement(root: string, change: Change): Replacement | null {
  try {
    return compare(change, resolveInside(root, change.path))
  } catch (error) {
    if (error instanceof UserError) throw error
    const { reason, hint } = describeFileError(error)
    return refuseChange(change.path, reason, hint)
  }
}

/** What the change needs, seen what there is. */
function compare(change: Change, place: string): Replacement | null {
  const stat = statSync(place, { throwIfNoEntry: false })
  if (stat?.isDirectory())
    return refuseChange(change.path, 'it is a folder', 'Move the folder out of the way.')
  if (change.kind === 'delete') return stat ? { target: place, content: null, mode: stat.mode } : null
  if (!stat && change.kind === 'update')
    return refuseChange(
      change.path,
      'it is gone',
      'Run it again: something else changed the files meanwhile.',
    )
  if (!stat) return { target: place, content: change.content, mode: null }
  if (readFileSync(place).equals(Buffer.from(change.content))) return null
  if (change.kind === 'create')
    return refuseChange(change.path, 'it exists with other content', 'Move it out of the way, or delete it.')
  return { target: realpathSync(place), content: change.content, mode: stat.mode }
}

function refuseFailure(root: string, file: string, failure: ReplaceFailure): never {
  const { reason, hint } = describeFileError(failure.cause)
  if (failure.lost.length === 0) return refuseChange(file, `${reason}; nothing was changed`, hint)
  const kept = failure.lost.map(({ backup, target }) => {
    const [from, to] = [backup, target].map(name => path.relative(realpathSync(root), name))
    return `${from} to ${to}`
  })
  return refuseChange(file, `${reason}, and not all could be put back`, `Move ${kept.join(', ')} yourself.`)
}

function refuseChange(file: string, why: string, hint: string): never {
  return refuse('write-failed', `${file} cannot be written: ${why}.`, hint, { file, line: 1, column: 1 })
}

function summarize(steps: readonly Step[]): Applied {
  const pathsOf = (kind: Change['kind']): string[] =>
    steps.filter(step => step.replacement !== null && step.change.kind === kind).map(step => step.change.path)
  return {
    created: pathsOf('create'),
    updated: pathsOf('update'),
    deleted: pathsOf('delete'),
    unchanged: steps.filter(step => step.replacement === null).map(step => step.change.path),
  }
}
