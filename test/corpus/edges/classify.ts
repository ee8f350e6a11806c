import type { Facts } from '../../../src/facts/index.js'
import type { Difference } from './compare.js'
import { type DifferenceClass, differenceClasses } from './difference-classes.js'

export interface ClassifiedDifferences {
  readonly meaning: DifferenceClass
  /** Never empty. */
  readonly differences: readonly Difference[]
}

/** What a class may look at besides the difference. */
export interface Surroundings {
  readonly facts: Facts
  readonly read: (path: string) => string
}

/** Each difference goes to the first class that explains it; the last class takes what no other does. */
export function classify(
  differences: readonly Difference[],
  surroundings: Surroundings,
): readonly ClassifiedDifferences[] {
  const byClass = new Map<DifferenceClass, Difference[]>(differenceClasses.map(meaning => [meaning, []]))
  for (const difference of differences) {
    const meaning = differenceClasses.find(({ explains }) => explains(difference, surroundings))
    if (meaning !== undefined) byClass.get(meaning)?.push(difference)
  }
  return [...byClass]
    .map(([meaning, members]) => ({ meaning, differences: members }))
    .filter(({ differences: members }) => members.length > 0)
}
