import type { LearnedNoise } from '../state/state.js'
import type { Comparison } from './comparing/compare-answers.js'
import { deriveNoise, deriveNoiseVerdicts, type NoiseVerdict } from './noise/noise-verdicts.js'

/** How often the two systems differ at one place. */
export interface PathStats {
  readonly pattern: string
  readonly count: number
  /** Of the comparisons that said something, from 0 to 1. */
  readonly rate: number
  /** How often the old system differs from itself here; null when it has not been compared yet. */
  readonly noiseRate: number | null
  readonly verdict: NoiseVerdict
}

export interface RouteComparisons {
  /** Equal, different and not comparable ones. */
  readonly compared: number
  /** Including those that differ in noise only. */
  readonly equal: number
  readonly different: number
  readonly notComparable: number
  /** Of those that are equal or different, from 0 to 1; null before the first. */
  readonly differenceRate: number | null
  /** The most frequent first. */
  readonly paths: readonly PathStats[]
  /** Differences at further paths, of which no count is kept. */
  readonly omittedPaths: number
}

/**
 * Counts comparisons in memory. Which of them are equal is decided when they are read: what was counted
 * before noise was known is judged by what is known now.
 */
export interface ComparisonStats {
  readonly record: (route: string, comparison: Comparison) => void
  readonly read: (route: string, learned: LearnedNoise) => RouteComparisons
  /** Patterns that the new system differs in from the old one, and how often. */
  readonly observed: (route: string) => LearnedNoise
  readonly routes: () => readonly string[]
  /** For a new version of the new system: what the last one did is no longer of interest. */
  readonly reset: (route: string) => void
}

export interface ComparisonStatsOptions {
  /** Paths counted for each route. */
  readonly paths?: number
  /**
   * Different sets of paths counted for each route: comparisons beyond them are judged at once, and for ever.
   */
  readonly sets?: number
}

interface Tally {
  notComparable: number
  /** Judged when they came. */
  readonly judged: { equal: number; different: number }
  /** By the patterns in which they differ, sorted and joined; the empty one stands for no difference at all. */
  readonly sets: Map<string, { readonly patterns: readonly string[]; count: number }>
  readonly paths: Map<string, number>
  omittedPaths: number
}

export function createComparisonStats(options: ComparisonStatsOptions = {}): ComparisonStats {
  const { paths = 200, sets = 200 } = options
  const tallies = new Map<string, Tally>()
  const tallyOf = (route: string): Tally => tallies.get(route) ?? emptyTally()
  return {
    record: (route, comparison) => {
      const tally = tallyOf(route)
      tallies.set(route, tally)
      add(tally, comparison, { paths, sets })
    },
    read: (route, learned) => summarize(tallyOf(route), learned),
    observed: route => observedIn(tallyOf(route)),
    routes: () => [...tallies.keys()],
    reset: route => {
      tallies.delete(route)
    },
  }
}

function add(tally: Tally, comparison: Comparison, limits: Required<ComparisonStatsOptions>): void {
  if (comparison.kind === 'not comparable') {
    tally.notComparable += 1
    return
  }
  const patterns = [...new Set(comparison.differences.map(difference => difference.pattern))].sort()
  for (const pattern of patterns) {
    const count = tally.paths.get(pattern)
    if (count === undefined && tally.paths.size >= limits.paths) tally.omittedPaths += 1
    else tally.paths.set(pattern, (count ?? 0) + 1)
  }
  const key = patterns.join('\n')
  const set = tally.sets.get(key)
  // What is not known cannot be judged again.
  if (!comparison.patternsComplete) tally.judged[comparison.kind] += 1
  else if (set !== undefined) set.count += 1
  else if (tally.sets.size < limits.sets) tally.sets.set(key, { patterns, count: 1 })
  else tally.judged[comparison.kind] += 1
}

function summarize(tally: Tally, learned: LearnedNoise): RouteComparisons {
  const observed = observedIn(tally)
  const noise = deriveNoise(learned, observed)
  let { equal, different } = tally.judged
  for (const { patterns, count } of tally.sets.values()) {
    if (patterns.every(pattern => noise.has(pattern))) equal += count
    else different += count
  }
  return {
    compared: equal + different + tally.notComparable,
    equal,
    different,
    notComparable: tally.notComparable,
    differenceRate: equal + different === 0 ? null : different / (equal + different),
    paths: pathStats(observed, learned),
    omittedPaths: tally.omittedPaths,
  }
}

function pathStats(observed: LearnedNoise, learned: LearnedNoise): PathStats[] {
  const verdicts = deriveNoiseVerdicts(learned, observed)
  return Object.entries(observed.paths)
    .map(([pattern, count]) => ({
      pattern,
      count,
      rate: count / observed.comparisons,
      noiseRate: learned.comparisons === 0 ? null : (learned.paths[pattern] ?? 0) / learned.comparisons,
      verdict: verdicts.get(pattern) ?? 'suspected',
    }))
    .sort((one, other) => other.count - one.count)
}

function observedIn(tally: Tally): LearnedNoise {
  let comparisons = tally.judged.equal + tally.judged.different
  for (const { count } of tally.sets.values()) comparisons += count
  return { comparisons, paths: Object.fromEntries(tally.paths) }
}

function emptyTally(): Tally {
  return {
    notComparable: 0,
    judged: { equal: 0, different: 0 },
    sets: new Map(),
    paths: new Map(),
    omittedPaths: 0,
  }
}
