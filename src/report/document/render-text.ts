import type { Palette } from '../text/palette.js'
import { printable } from '../text/printable.js'
import { wrapText } from '../text/wrap-text.js'
import { type Cell, cellText, type Report, type Section, type Table } from './section.js'

export interface ReportTextOptions {
  readonly palette: Palette
  readonly columns: number
  /** Rows of a table that are shown; null for all. */
  readonly rows: number | null
}

/** A report for a terminal. Long tables are cut, and say by how much. */
export function renderReportText(report: Report, options: ReportTextOptions): string {
  const { palette, columns } = options
  const prose = report.summary.flatMap(sentence => wrapText(printable(sentence), columns))
  const next = report.next.length === 0 ? [] : ['', palette.bold('Next'), ...bullets(report.next, columns)]
  return [
    ...wrapText(printable(report.title), columns).map(palette.bold),
    ...prose,
    ...report.sections.flatMap(section => renderSection(section, options)),
    ...next,
    '',
  ].join('\n')
}

function bullets(sentences: readonly string[], columns: number): readonly string[] {
  return sentences.flatMap(sentence =>
    wrapText(printable(sentence), columns - 4).map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`)),
  )
}

function renderSection({ title, lead, table, tone }: Section, options: ReportTextOptions): readonly string[] {
  const { palette, columns } = options
  const paint = { plain: palette.bold, good: palette.green, warn: palette.yellow, bad: palette.red }[tone]
  const prose = lead.flatMap(sentence => wrapText(printable(sentence), columns - 2))
  return ['', paint(title), ...[...prose, ...renderTable(table, options)].map(line => `  ${line}`)]
}

function renderTable(table: Table | null, options: ReportTextOptions): readonly string[] {
  if (table === null || table.rows.length === 0) return []
  const { palette, columns, rows: most } = options
  const shown = { head: table.head, rows: most === null ? table.rows : table.rows.slice(0, most) }
  const widths = widthsOf(shown)
  const width = widths.reduce((sum, each) => sum + each, 0) + 2 * (widths.length - 1)
  const lines = width <= columns - 2 ? renderRows(shown, widths, palette) : renderRecords(shown, options)
  const rest = table.rows.length - shown.rows.length
  const more = `… and ${rest.toLocaleString('en-US')} more: --format html and json tell all.`
  return rest === 0 ? lines : [...lines, palette.dim(more)]
}

const textOf = (cell: Cell): string => printable(cellText(cell))

function widthsOf({ head, rows }: Table): readonly number[] {
  return head.map((title, at) => Math.max(title.length, ...rows.map(row => textOf(row[at] ?? '').length)))
}

/** One line a row; numbers stand to the right. */
function renderRows({ head, rows }: Table, widths: readonly number[], palette: Palette): readonly string[] {
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, at) => {
        const text = textOf(cell)
        return typeof cell === 'number' ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)
      })
      .join('  ')
      .trimEnd()
  return [palette.dim(line(head)), ...rows.map(line)]
}

/** Where a row has no room on one line: its first cell, and the others with their titles below it. */
function renderRecords({ head, rows }: Table, { palette, columns }: ReportTextOptions): readonly string[] {
  return rows.flatMap(([first, ...others]) => {
    const parts = others.flatMap((cell, at) => {
      const text = textOf(cell)
      return text === '' || cell === 0 ? [] : [`${head[at + 1]}: ${text}`]
    })
    return [
      ...wrapText(textOf(first ?? ''), columns - 4).map((line, at) =>
        palette.cyan(at === 0 ? line : `  ${line}`),
      ),
      ...wrapText(parts.join(' · '), columns - 6).map(line => `    ${line}`),
    ]
  })
}
