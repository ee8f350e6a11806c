import type { CompareSettings } from '../config/model.js'
import type { LearnedNoise } from '../state/state.js'
import { compareAnswers } from './comparing/compare-answers.js'
import { type ComparisonStats, createComparisonStats } from './comparison-stats.js'
import type { AnswerPair } from './copying/shadowed-request.js'
import { learnNoise } from './noise/learn-noise.js'
import { deriveNoise } from './noise/noise-verdicts.js'
import { deriveRedaction } from './redaction/redaction.js'
import { createSampleStore, type SampleStore } from './sample-store.js'
import { takeSample } from './take-sample.js'

export interface ComparerOptions {
  /** Null when there is no such route any more: the pair is let go. */
  readonly settings: (route: string) => CompareSettings | null
  /** What is known of a route by now. */
  readonly learned: (route: string) => LearnedNoise
  /** Called after each comparison of the old system with itself; may be stored in batches. */
  readonly onLearned: (route: string, noise: LearnedNoise) => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** Turns pairs of answers into numbers and samples. */
export interface Comparer {
  readonly take: (pair: AnswerPair) => void
  readonly stats: ComparisonStats
  readonly samples: SampleStore
  /** What was compared so far is no longer of interest; the noise of the old system stays known. */
  readonly forget: (route: string) => void
}

/** Comparisons of a route after which it is decided anew what is noise. */
const decisionInterval = 20

interface KnownNoise {
  readonly patterns: ReadonlySet<string>
  age: number
}

export function createComparer(options: ComparerOptions): Comparer {
  const stats = createComparisonStats()
  const samples = createSampleStore()
  const known = new Map<string, KnownNoise>()
  const now = options.now ?? Date.now

  function noiseOf(route: string): ReadonlySet<string> {
    const last = known.get(route)
    if (last !== undefined && last.age < decisionInterval) {
      last.age += 1
      return last.patterns
    }
    const patterns = deriveNoise(options.learned(route), stats.observed(route))
    known.set(route, { patterns, age: 1 })
    return patterns
  }

  function learn(pair: AnswerPair, settings: CompareSettings): void {
    const { route } = pair.request
    const comparison = compareAnswers(pair.primary, pair.candidate, settings, new Set())
    if (comparison.kind === 'not comparable') return
    options.onLearned(route, learnNoise(options.learned(route), comparison.differences))
  }

  return {
    stats,
    samples,
    forget: route => {
      stats.reset(route)
      samples.clear(route)
      known.delete(route)
    },
    take: pair => {
      const { route } = pair.request
      const settings = options.settings(route)
      if (settings === null) return
      if (pair.side === 'legacy') return learn(pair, settings)
      const comparison = compareAnswers(pair.primary, pair.candidate, settings, noiseOf(route))
      stats.record(route, comparison)
      if (comparison.kind !== 'different' || settings.samples === 0) return
      samples.add(
        route,
        takeSample(pair, comparison, deriveRedaction(settings.redact), now()),
        settings.samples,
      )
    },
  }
}
