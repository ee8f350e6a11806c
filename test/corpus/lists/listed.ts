import { readFileSync } from 'node:fs'
import type { Direction } from '../../../src/extract/seam/seam.js'

/** One site of a list that was made from the code alone. */
export interface ListedRow {
  readonly direction: Direction
  /** `Class.member`, or the name of what has no members. */
  readonly symbol: string
  readonly file: string
  readonly line: number
  readonly usage: string
  /** How the site is coupled where the symbol is not named: a glob, a string, a base class. */
  readonly via: string | null
  /** A row that the list itself leaves open; it does not count. */
  readonly optional: boolean
}

export interface ListedTreatment {
  readonly treatment: string
  /** A second one that is defensible as well. */
  readonly or?: string
}

/** What crosses the border of one module, by somebody who read its code and saw no report. */
export interface ListedModule {
  readonly repo: string
  /** Folder of the program in the repository. */
  readonly root: string
  readonly module: string
  readonly rows: readonly ListedRow[]
  readonly treatments: ReadonlyMap<string, ListedTreatment>
  readonly tables: { readonly own: readonly string[]; readonly foreign: readonly string[] }
  readonly entryPoints: readonly string[]
}

type Written = Omit<ListedRow, 'direction' | 'via' | 'optional'> &
  Partial<Pick<ListedRow, 'via' | 'optional'>>

export function readList(path: string): ListedModule {
  const list = JSON.parse(readFileSync(path, 'utf8'))
  const rows = (direction: Direction): readonly ListedRow[] =>
    list[direction].map(({ via = null, optional = false, ...row }: Written) => ({
      ...row,
      direction,
      via,
      optional,
    }))
  return {
    repo: list.repo,
    root: list.root,
    module: list.module,
    rows: [...rows('inbound'), ...rows('outbound')],
    treatments: new Map(Object.entries(list.treatments)),
    tables: list.tables,
    entryPoints: list.entryPoints,
  }
}
