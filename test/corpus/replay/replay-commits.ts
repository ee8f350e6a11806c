import { type CheckResult, check, type Finding, type Problem, UserError } from '../../../src/index.js'
import { type Copy, copyCheckout } from '../checkout/copy-checkout.js'
import { runGit } from '../checkout/run-git.js'
import { adopt } from '../checkout/adopt.js'
import { startAdoptedHistory } from './adopted-history.js'

/** What one commit did to the findings. */
export interface Step {
  readonly commit: string
  readonly subject: string
  readonly introduced: readonly Finding[]
  /** Findings that were new before this commit and are gone with it. */
  readonly gone: number
  /** Why the result cannot be trusted, where the commit before could be; empty otherwise. */
  readonly problems: readonly Problem[]
  /** Whether the result cannot be trusted, since this commit or an earlier one. */
  readonly untrusted: boolean
  readonly durationMs: number
}

export interface Replay {
  readonly name: string
  readonly first: string
  readonly modules: number
  readonly baseline: number
  readonly steps: readonly Step[]
}

interface ReplayRequest {
  readonly checkout: string
  /** Revision whose last first-parent commits are replayed. */
  readonly until: string
  readonly commits: number
  readonly onStep: (step: Step, index: number) => void
}

/** Adopts the first of the last commits and checks each following one against that config and baseline. */
export async function replayCommits({ checkout, until, commits, onStep }: ReplayRequest): Promise<Replay> {
  const log = runGit(checkout, [
    'log',
    '--first-parent',
    '-n',
    String(commits + 1),
    '--format=%H%x09%s',
    until,
  ])
  const [first, ...rest] = log.trim().split('\n').reverse()
  const copy = copyCheckout(checkout, first?.split('\t')[0])
  try {
    await adopt(copy.root)
    const history = startAdoptedHistory(copy)
    let before = await look(copy)
    const steps: Step[] = []
    const baseline = before.findings.length
    const modules = before.modules
    for (const [index, line] of rest.entries()) {
      const [commit = '', subject = ''] = line.split('\t')
      history.moveTo(commit)
      const now = await look(copy)
      const step = { commit, subject, ...deriveStep(before, now) }
      steps.push(step)
      onStep(step, index)
      before = now
    }
    return { name: copy.name, first: copy.commit, modules, baseline, steps }
  } finally {
    copy.remove()
  }
}

type Look = Pick<CheckResult, 'findings' | 'problems' | 'modules' | 'durationMs'>

/** A refused check counts as one that cannot be trusted. */
async function look({ root }: Copy): Promise<Look> {
  try {
    return await check({ root })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { findings: [], problems: error.problems, modules: 0, durationMs: 0 }
  }
}

function deriveStep(before: Look, now: Look): Omit<Step, 'commit' | 'subject'> {
  const pending = (look: Look) => look.findings.filter(({ status }) => status !== 'known')
  const earlier = new Set(pending(before).map(({ fingerprint }) => fingerprint))
  const later = new Set(pending(now).map(({ fingerprint }) => fingerprint))
  const told = new Set(before.problems.map(describe))
  return {
    introduced: pending(now).filter(({ fingerprint }) => !earlier.has(fingerprint)),
    gone: [...earlier].filter(fingerprint => !later.has(fingerprint)).length,
    problems: now.problems.filter(problem => !told.has(describe(problem))),
    untrusted: now.problems.length > 0,
    durationMs: now.durationMs,
  }
}

function describe({ code, message, place }: Problem): string {
  return `${code} ${place?.file} ${message}`
}
