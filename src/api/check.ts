import { type CheckOutcome, type CheckResult, check as checkBoundaries } from '../boundaries/index.js'
import { listActiveRules } from './active-rules.js'
import { openProject, type ProjectOptions } from './open-project.js'
import { localDay } from '../kernel/local-day.js'

export interface CheckOptions extends ProjectOptions {
  /** Compare with the merge base of this git revision in place of the committed baseline. */
  readonly since?: string
  /** Stale baseline entries fail too. */
  readonly strict?: boolean
  /** ISO date that deadlines are judged by; the local day when left out. */
  readonly today?: string
}

/** Checks the boundaries of a project. Findings are in the result; a UserError says what cannot be done. */
export async function check(options: CheckOptions = {}): Promise<CheckResult> {
  const { result } = await checkProject(options)
  return result
}

/** The outcome of a check with what it ran. */
export interface ProjectCheck extends CheckOutcome {
  /** Names of the rules that are on. */
  readonly rules: readonly string[]
}

/** The same, with the graph that the result was found on. */
export async function checkProject(options: CheckOptions): Promise<ProjectCheck> {
  const project = await openProject(options)
  const outcome = await checkBoundaries({
    ...project,
    since: options.since ?? null,
    strict: options.strict ?? false,
    today: options.today ?? localDay(),
    onProgress: options.onProgress,
  })
  return { ...outcome, rules: listActiveRules(project.config).map(({ rule }) => rule) }
}
