import type { LearnedNoise } from '../../state/state.js'
import type { Difference } from '../comparing/difference.js'

export const noNoise: LearnedNoise = { comparisons: 0, paths: {} }

/**
 * Old observations fade: at this many, all counts are halved, so what no longer differs is forgotten in the
 * end. Fewer would not do: that something which happens once in a thousand requests is no noise takes some
 * 20,000 to prove.
 */
const remembered = 100_000
const pathLimit = 500

/**
 * Adds one comparison of the old system with itself; call it for comparisons without differences too. The
 * result holds patterns of differences, each counted once a comparison.
 */
export function learnNoise(
  previous: LearnedNoise,
  differences: readonly Pick<Difference, 'pattern'>[],
): LearnedNoise {
  const counts = new Map(Object.entries(previous.paths))
  for (const pattern of new Set(differences.map(difference => difference.pattern))) {
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
  }
  const comparisons = previous.comparisons + 1
  if (comparisons < remembered) return { comparisons, paths: bounded(counts) }
  const halved = [...counts].map(([pattern, count]) => [pattern, Math.floor(count / 2)] as const)
  return { comparisons: Math.floor(comparisons / 2), paths: bounded(new Map(halved)) }
}

/** When there are too many, those that differ most often stay. */
function bounded(counts: ReadonlyMap<string, number>): Record<string, number> {
  const seen = [...counts].filter(([, count]) => count > 0)
  if (seen.length > pathLimit) seen.sort(([, one], [, other]) => other - one).length = pathLimit
  return Object.fromEntries(seen)
}
