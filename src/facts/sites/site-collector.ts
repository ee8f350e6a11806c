import type { ImportSite } from './file-record.js'

/** A site before its offset is turned into a position. */
export interface RawSite extends Omit<ImportSite, 'line' | 'column'> {
  /** In UTF-16 units, from 0. */
  readonly offset: number
}

/** Whatever finds sites hands them over one by one and learns the index of each. */
export type AddSite = (site: RawSite) => number

/** Sites placed in their text. */
export function placeSite(
  site: RawSite,
  locate: (offset: number) => { line: number; column: number },
): ImportSite {
  const { line, column } = locate(site.offset)
  const placed = {
    specifier: site.specifier,
    form: site.form,
    kind: site.kind,
    line,
    column,
    symbols: site.symbols,
  }
  return site.except === undefined ? placed : { ...placed, except: site.except }
}
