import type { Extraction } from '../../../src/extract/index.js'
import { renderTable } from '../table.js'
import type { ComparedTreatment } from './compare-treatments.js'
import type { ListedModule } from './listed.js'
import { type Matching, tolerances } from './match-rows.js'

/** What each tolerance allows, for rows of one file. */
const meanings = {
  exact: 'same symbol, same line',
  'member or owner': 'one names the class, the other its member, on the same line',
  'default export': 'the list calls it as its import does, on the same line',
} as const satisfies Record<(typeof tolerances)[number], string>

export interface Comparison {
  readonly list: ListedModule
  readonly extraction: Extraction
  readonly matching: Matching
  readonly treatments: readonly ComparedTreatment[]
}

export function renderComparison({ list, extraction, matching, treatments }: Comparison): string {
  const { matches, missing, unlisted } = matching
  const due = unlisted.filter(({ convention }) => convention === null)
  const total = matches.length + missing.length
  const named = matches.filter(({ listed }) => listed.via === null)
  const unnamed = missing.filter(({ via }) => via === null)
  const counted = treatments.filter(({ optional }) => !optional)
  const known = counted.filter(({ reported }) => reported.length > 0)
  const agreed = counted.filter(({ agrees }) => agrees)
  const allowed = tolerances.map(each => [
    each,
    meanings[each],
    matches.filter(({ tolerance }) => tolerance === each).length,
  ])
  const sites = (rows: readonly { symbol: string; file: string; line: number; usage: string }[]) =>
    rows.map(({ symbol, file, line, usage }) => `  ${symbol} (${usage}) ${file}:${line}`)
  return [
    `## ${list.repo}, ${list.module}`,
    `Crossings found: ${share(matches.length, total)}`,
    `Of those that name their symbol: ${share(named.length, named.length + unnamed.length)}`,
    renderTable([['tolerance', 'allows', 'rows'], ...allowed]),
    `Missing in the report: ${missing.length}`,
    ...sites(missing),
    `Missing in the list: ${due.length}, and ${unlisted.length - due.length} data fields or members of enums, which lists may leave out`,
    ...sites(due),
    `Treatments agreed: ${share(agreed.length, counted.length)}; of symbols that both have: ${share(agreed.length, known.length)}; ${treatments.length - counted.length} left open by the list`,
    ...counted
      .filter(({ agrees }) => !agrees)
      .map(
        ({ symbol, listed, reported }) =>
          `  ${symbol}: ${[listed.treatment, listed.or].filter(Boolean).join(' or ')}, reported ${reported.join(', ') || 'nothing'}`,
      ),
    `Tables of the module: listed ${join(list.tables.own)}; reported ${join(extraction.data.own.map(({ table }) => table))}`,
    `Tables of others: listed ${join(list.tables.foreign)}; reported ${join(extraction.data.foreign.map(({ table }) => table))}`,
    `Entry points: listed ${list.entryPoints.length}, reported ${extraction.entryPoints.length}`,
    ...list.entryPoints.map(each => `  listed ${each}`),
    ...extraction.entryPoints.map(({ kind, name, handler }) => `  reported ${kind} ${name} (${handler})`),
  ].join('\n')
}

function share(part: number, whole: number): string {
  return `${part} of ${whole}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`}`
}

function join(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join('; ')
}
