import { bothDemands, compareRank, type Demands, demandsOf, includesDemands } from './demands.js'
import type { TableCase } from './table-case.js'

export interface RankedCase {
  readonly demands: Demands
  /** Equal for cases that end alike. */
  readonly fate: string
  /** Place of its case among those given. */
  readonly at: number
}

/**
 * Cases of one path, so that what counts among them in HTTPRoutes (methods, then the number of headers, then the order)
 * decides as the order alone would. Where a later case outranks an earlier one and ends otherwise, a further case with
 * the demands of both goes the way of the earlier: it outranks both.
 */
export function rankCases(cases: readonly TableCase[]): readonly RankedCase[] {
  const ranked: RankedCase[] = []
  for (const [at, each] of cases.entries()) {
    const demands = demandsOf(each.match)
    if (demands === null || ranked.some(earlier => includesDemands(earlier.demands, demands))) continue
    addRanked(ranked, { demands, fate: fateOf(each), at })
  }
  return ranked.sort((left, right) => left.at - right.at)
}

function addRanked(ranked: RankedCase[], added: RankedCase): void {
  const same = ranked.findIndex(({ demands }) => isSame(demands, added.demands))
  const before = ranked[same]
  if (before !== undefined && before.at <= added.at) return
  if (before !== undefined) ranked.splice(same, 1)
  ranked.push(added)
  for (const other of [...ranked]) {
    const [first, second] = other.at < added.at ? [other, added] : [added, other]
    if (first.fate === second.fate || compareRank(second.demands, first.demands) <= 0) continue
    const both = bothDemands(first.demands, second.demands)
    if (both !== null) addRanked(ranked, { ...first, demands: both })
  }
}

function isSame(left: Demands, right: Demands): boolean {
  return includesDemands(left, right) && includesDemands(right, left)
}

function fateOf({ route, action }: TableCase): string {
  return JSON.stringify([action, route?.rewrite, action.kind === 'share' ? route?.id : null])
}
