import type { LearnedNoise } from '../../state/state.js'
import { exactTest } from './exact-test.js'

/**
 * `noise`: the old system differs from itself here, and the new one differs from it no more often than that.
 * `suspected`: the old system has never differed from itself here, but has not been asked often enough to be
 * sure. `real`: differs significantly more often than the old system does from itself. What is suspected
 * counts as a difference all the same: when in doubt, answers are not called equal.
 */
export type NoiseVerdict = 'noise' | 'suspected' | 'real'

/** How often a path may be called real by mistake, over all looks at it, for all paths of a route together. */
const mistakes = 0.01

/**
 * Judges each path at which the new system has differed from the old one.
 *
 * The statistic is Fisher's exact test of the two rates (see `exactTest`): it compares two proportions as the
 * usual z-test does, but holds for small samples too, so there is no size below which another rule is needed.
 *
 * Looking again and again as numbers grow would find something sooner or later. So what may go wrong is
 * divided: by the number of paths (Bonferroni), and among the doublings of the sample, the k-th of them
 * getting 1/(k(k+1)), which adds up to one. Looks between two doublings see mostly the same data and are
 * taken as one look.
 */
export function deriveNoiseVerdicts(
  learned: LearnedNoise,
  observed: LearnedNoise,
): ReadonlyMap<string, NoiseVerdict> {
  const paths = Object.entries(observed.paths)
  const doubling = Math.floor(Math.log2(Math.max(1, learned.comparisons + observed.comparisons))) + 1
  const level = mistakes / Math.max(1, paths.length) / (doubling * (doubling + 1))
  const verdicts = new Map<string, NoiseVerdict>()
  for (const [path, count] of paths) {
    const byItself = Object.hasOwn(learned.paths, path) ? (learned.paths[path] ?? 0) : 0
    const probability = exactTest(
      { count: byItself, of: learned.comparisons },
      { count, of: observed.comparisons },
    )
    verdicts.set(path, probability <= level ? 'real' : byItself > 0 ? 'noise' : 'suspected')
  }
  return verdicts
}

/**
 * The patterns that `compareAnswers` is to take for noise: all that were learned, but those that differ more
 * often now.
 */
export function deriveNoise(learned: LearnedNoise, observed: LearnedNoise): ReadonlySet<string> {
  const verdicts = deriveNoiseVerdicts(learned, observed)
  return new Set(Object.keys(learned.paths).filter(path => verdicts.get(path) !== 'real'))
}
