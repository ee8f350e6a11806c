import type { Place } from '../../kernel/finding.js'

/** One cell: text, a count, or a place in the code. */
export type Cell = string | number | Place

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** A part of a report, in words that text and page both show. */
export interface Section {
  /** For links; unique in a report. */
  readonly id: string
  readonly title: string
  /** Sentences before the table. */
  readonly lead: readonly string[]
  readonly table: Table | null
  /** How much it matters that there is something in it. */
  readonly tone: 'plain' | 'good' | 'warn' | 'bad'
}

/** A report as a sequence of sections under one heading. */
export interface Report {
  readonly title: string
  /** The answer in a few sentences. */
  readonly summary: readonly string[]
  readonly sections: readonly Section[]
  /** What to do next, as instructions. */
  readonly next: readonly string[]
}

export const isPlace = (cell: Cell): cell is Place => typeof cell === 'object'

/** `src/users/index.ts:12:3`. */
export const placeText = ({ file, line, column }: Place): string => `${file}:${line}:${column}`

export const cellText = (cell: Cell): string =>
  isPlace(cell) ? placeText(cell) : typeof cell === 'number' ? cell.toLocaleString('en-US') : cell
