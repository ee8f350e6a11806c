import { findRenames, openCommitTree, readFacts } from '../facts/index.js'
import { deriveGraph } from '../graph/index.js'
import type { Config } from '../kernel/config.js'
import type { BaselineEntry } from '../kernel/finding.js'
import type { Problem } from '../kernel/problem.js'
import { judgeAll } from './judge-all.js'
import type { OwnRules } from './own-rules.js'
import { deriveEntry } from './ratchet/index.js'
import { deriveDistrust } from './trust.js'

/** The commit that a change is compared with, and what broke the rules there. */
export interface MergeBase {
  readonly ref: string
  readonly commit: string
  readonly entries: readonly BaselineEntry[]
  /** Old path → new path, from the commit to the working tree. */
  readonly renames: ReadonlyMap<string, string>
  /** Own rules that fail there; what else is wrong with an old commit is no reason not to trust today's. */
  readonly problems: readonly Problem[]
}

export interface MergeBaseRequest {
  readonly root: string
  readonly config: Config
  readonly cacheFolder: string | null
  readonly ref: string
  /** As found by `findMergeBase`. */
  readonly commit: string
  readonly ownRules: OwnRules
  readonly tables: boolean
  readonly today: string
}

/**
 * Judges the commit as today's code is judged: same parser, same resolver, same rules, today's config. Modules
 * that were not there yet are none. Read after the working tree, it parses only what differs.
 */
export async function judgeMergeBase(request: MergeBaseRequest): Promise<MergeBase> {
  const { root, config, cacheFolder, ref, commit, ownRules, tables, today } = request
  const tree = openCommitTree(root, commit)
  const facts = await readFacts({ tree, config, cacheFolder, tables })
  const { graph } = deriveGraph(facts, config)
  const { idle: idleWaivers } = deriveDistrust({ facts, paths: tree.paths, config })
  const { violations, problems } = await judgeAll(
    { graph, config, known: () => false, idleWaivers, today },
    ownRules,
  )
  return {
    ref,
    commit,
    entries: violations.map(deriveEntry),
    renames: findRenames(root, commit),
    problems: problems.filter(({ code }) => code === 'rule-crashed'),
  }
}
