import type { ListedRow } from './listed.js'
import type { ReportedRow } from './reported.js'

/** How two rows were found to be the same site, the strictest first; `renderComparison` says what each allows. */
export const tolerances = ['exact', 'member or owner', 'default export'] as const
export type Tolerance = (typeof tolerances)[number]

export interface Match {
  readonly listed: ListedRow
  readonly reported: ReportedRow
  readonly tolerance: Tolerance
}

export interface Matching {
  readonly matches: readonly Match[]
  /** Listed sites that the report lacks. */
  readonly missing: readonly ListedRow[]
  /** Reported sites that the list lacks. */
  readonly unlisted: readonly ReportedRow[]
}

/** Pairs of rows, one to one; the usage plays no part in it. */
export function matchRows(listed: readonly ListedRow[], reported: readonly ReportedRow[]): Matching {
  const matches: Match[] = []
  let missing = [...listed]
  const open = new Set(reported)
  for (const tolerance of tolerances) {
    missing = missing.filter(row => {
      const same = [...open].find(each => agrees[tolerance](row, each))
      if (same === undefined) return true
      open.delete(same)
      matches.push({ listed: row, reported: same, tolerance })
      return false
    })
  }
  return { matches, missing, unlisted: [...open].filter(row => !isRepeated(row, matches)) }
}

const agrees: Readonly<Record<Tolerance, (listed: ListedRow, reported: ReportedRow) => boolean>> = {
  exact: (listed, reported) => isAt(listed, reported) && listed.symbol === reported.symbol,
  'member or owner': (listed, reported) =>
    isAt(listed, reported) &&
    ownerOf(listed.symbol) === reported.owner &&
    (reported.member === null || !listed.symbol.includes('.')),
  'default export': (listed, reported) =>
    isAt(listed, reported) && reported.owner === 'default' && memberOf(listed.symbol) === reported.member,
}

function isAt(listed: ListedRow, reported: ReportedRow): boolean {
  return (
    listed.direction === reported.direction && listed.file === reported.file && listed.line === reported.line
  )
}

function ownerOf(symbol: string): string {
  return symbol.split('.')[0] ?? symbol
}

function memberOf(symbol: string): string | null {
  return symbol.includes('.') ? symbol.slice(symbol.lastIndexOf('.') + 1) : null
}

/** A second use on a line whose first one is matched: lists hold a line once. */
function isRepeated(row: ReportedRow, matches: readonly Match[]): boolean {
  return matches.some(
    ({ reported }) =>
      reported.direction === row.direction &&
      reported.file === row.file &&
      reported.line === row.line &&
      reported.symbol === row.symbol,
  )
}
