import type { Extraction } from '../../../src/extract/index.js'
import type { CrossingSymbol, Direction } from '../../../src/extract/seam/seam.js'

/** One crossing of a report, named as lists name it. */
export interface ReportedRow {
  readonly direction: Direction
  /** Of the symbol in the report. */
  readonly id: string
  readonly symbol: string
  readonly owner: string
  readonly member: string | null
  readonly file: string
  readonly line: number
  readonly usage: string
  /** What lists leave out by their rules; null for what they should hold. */
  readonly convention: 'data field' | 'member of an enum' | null
}

/** Crossings outside of tests. */
export function flattenReport({ seam }: Extraction): readonly ReportedRow[] {
  return [...seam.inbound, ...seam.outbound].flatMap(symbol =>
    symbol.crossings
      .filter(({ test }) => !test)
      .map(({ member, place, usage }) => ({
        direction: symbol.direction,
        id: symbol.id,
        symbol: member === null ? symbol.name : `${symbol.name}.${member}`,
        owner: symbol.name,
        member,
        file: place.file,
        line: place.line,
        usage,
        convention: member === null ? null : conventionOf(symbol, member),
      })),
  )
}

/** "Plain data fields need not be listed"; a list that holds them is matched all the same. */
function conventionOf({ kind, members }: CrossingSymbol, name: string): ReportedRow['convention'] {
  if (kind === 'enum') return 'member of an enum'
  const member = members.find(each => each.name === name)
  const isShape = kind === 'class' || kind === 'interface' || kind === 'type'
  return isShape && member?.kind === 'property' ? 'data field' : null
}
