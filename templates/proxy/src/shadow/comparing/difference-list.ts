import { type Difference, deriveDifference } from './difference.js'
import type { JsonPlace } from './json-place.js'
import type { JsonValue } from './json-value.js'

/** What two answers differ in, within bounds. */
export interface DifferenceList {
  /** False when there have been so many that it is of no use to look for more. */
  readonly add: (
    place: Pick<JsonPlace, 'path' | 'pattern'>,
    primary: JsonValue | undefined,
    candidate: JsonValue | undefined,
  ) => boolean
  readonly kept: () => readonly Difference[]
  /** Found, but not kept. */
  readonly omitted: () => number
  /** Whether each pattern found is among those kept. */
  readonly patternsComplete: () => boolean
  /** Whether any of them, kept or not, is more than noise. */
  readonly real: () => boolean
  /** Whether the search ended early. */
  readonly exhausted: () => boolean
}

const keptOfPattern = 3
const patternLimit = 100
const examinedLimit = 10_000

export function createDifferenceList(noise: ReadonlySet<string>): DifferenceList {
  const kept: Difference[] = []
  const byPattern = new Map<string, number>()
  let examined = 0
  let real = false
  let patternsComplete = true
  return {
    add: (place, primary, candidate) => {
      const difference = deriveDifference(place, primary, candidate)
      const isNoise = noise.has(difference.pattern)
      const before = byPattern.get(difference.pattern) ?? 0
      const isNew = before === 0
      const fits = isNew ? byPattern.size < patternLimit : before < keptOfPattern
      if (isNew && !fits) patternsComplete = false
      if (fits) {
        byPattern.set(difference.pattern, before + 1)
        kept.push({ ...difference, noise: isNoise })
      }
      examined += 1
      real ||= !isNoise
      return examined < examinedLimit
    },
    kept: () => kept,
    omitted: () => examined - kept.length,
    patternsComplete: () => patternsComplete && examined < examinedLimit,
    real: () => real,
    exhausted: () => examined >= examinedLimit,
  }
}
