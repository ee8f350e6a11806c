import { type Facts, findMergeBase, openWorkingTree, readFacts, type SourceTree } from '../facts/index.js'
import { deriveGraph, type Graph } from '../graph/index.js'
import type { Config } from '../kernel/config.js'
import type { BaselineEntry, Violation } from '../kernel/finding.js'
import type { Problem } from '../kernel/problem.js'
import { judgeAll } from './judge-all.js'
import { judgeMergeBase, type MergeBase } from './merge-base.js'
import { needsTables } from './needs-tables.js'
import { loadOwnRules } from './own-rules.js'
import {
  type Baseline,
  type BaselineMatch,
  findBaselineRenames,
  identityOf,
  identityOfEntry,
  matchBaseline,
  readBaseline,
} from './ratchet/index.js'
import { deriveDistrust, findNothing } from './trust.js'

export interface InspectRequest {
  /** Absolute path. */
  readonly root: string
  readonly config: Config
  /** Absolute path; null reads everything anew. */
  readonly cacheFolder: string | null
  /** Git revision to compare with besides the baseline; null for none. */
  readonly since: string | null
  /** ISO date. */
  readonly today: string
  /** What has been read already, in place of the working tree; its facts must hold tables where a rule needs them. */
  readonly source?: { readonly tree: SourceTree; readonly facts: Facts }
  readonly onProgress?: (done: number, total: number) => void
}

/** A project looked at: what breaks its rules, what is known of that, and why not to trust it. */
export interface Inspection {
  readonly graph: Graph
  /** With their severity; in order. */
  readonly violations: readonly Violation[]
  readonly problems: readonly Problem[]
  /** Problems that waivers cover. */
  readonly waived: number
  readonly baseline: Baseline
  /** The committed baseline against the violations. */
  readonly match: BaselineMatch
  /** With `since`: the merge base and how its violations fit today's. */
  readonly base: (MergeBase & { readonly match: BaselineMatch }) | null
}

/** Reads, judges and matches; the ground of `check` and of all that revises the baseline. */
export async function inspect(request: InspectRequest): Promise<Inspection> {
  const { root, config, since, today } = request
  const commit = since === null ? null : findMergeBase(root, since)
  const { tree, facts } = request.source ?? (await readWorkingTree(request))
  const { graph, problems: moduleProblems } = deriveGraph(facts, config)
  const ownRules = await loadOwnRules(root, config)
  const tables = needsTables(config)
  const base =
    since === null || commit === null
      ? null
      : await judgeMergeBase({ ...request, ref: since, commit, ownRules, tables })
  const baseline = readBaseline(tree)
  const recorded = { entries: baseline.entries, renames: findBaselineRenames(root, baseline, tree.paths) }
  const known = compileKnown(base === null ? [recorded] : [recorded, base], today)
  const distrust = deriveDistrust({ facts, paths: tree.paths, config })
  const { violations, problems } = await judgeAll(
    { graph, config, known, idleWaivers: distrust.idle, today },
    ownRules,
  )
  const matchOf = ({ entries, renames }: KnownViolations) =>
    matchBaseline({ violations, entries, renames, today, paths: tree.paths, moduleOf: graph.moduleOf })
  return {
    graph,
    violations,
    problems: dropDoubles([
      ...distrust.problems,
      ...(graph.files.size === 0 ? [] : moduleProblems),
      ...(findNothing(graph, config) ?? [...problems, ...(base?.problems ?? [])]),
      ...baseline.problems,
    ]),
    waived: distrust.waived,
    baseline,
    match: matchOf(recorded),
    base: base === null ? null : { ...base, match: matchOf(base) },
  }
}

async function readWorkingTree({ root, config, cacheFolder, onProgress }: InspectRequest) {
  const tree = openWorkingTree(root)
  return {
    tree,
    facts: await readFacts({ tree, config, cacheFolder, tables: needsTables(config), onProgress }),
  }
}

interface KnownViolations {
  readonly entries: readonly BaselineEntry[]
  readonly renames: ReadonlyMap<string, string>
}

/** What rules may prefer over new findings; the matching proper comes after them. */
function compileKnown(sources: readonly KnownViolations[], today: string): (violation: Violation) => boolean {
  const identities = new Set(
    sources.flatMap(({ entries, renames }) =>
      entries
        .filter(({ until }) => until === undefined || until >= today)
        .map(entry => identityOfEntry({ ...entry, from: renames.get(entry.from) ?? entry.from })),
    ),
  )
  return violation => identities.has(identityOf(violation))
}

/** An own rule that fails on both commits of a comparison is told once. */
function dropDoubles(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map(problems.map(problem => [JSON.stringify(problem), problem]))
  return [...byText.values()]
}
