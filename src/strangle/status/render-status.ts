import { printable } from '../../report/text/printable.js'
import { deriveConcerns } from './derive-concerns.js'
import { fitColumns, foldCell } from './fit-columns.js'
import type { ProxyStatus, RouteStatus } from './proxy-status.js'
import { describeRequests } from './route-facts.js'
import { tellAge, tellShare } from './tell-amounts.js'

const heads = ['route', 'requests', 'mode', 'new', 'differ', 'old hit', 'may go']

/**
 * A table with a line a route, and what needs attention below it. Of a terminal with few columns, ids and paths take
 * several lines; without a width (null) every route has exactly one.
 */
export function renderStatus(status: ProxyStatus, columns: number | null): string {
  const rows = [heads, ...status.routes.map(route => cellsOf(route, status.at))]
  const natural = heads.map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  )
  const widths = columns === null ? natural : fitColumns(natural, columns)
  const table = rows.flatMap(row => layOut(row, widths))
  const alarms = deriveConcerns(status).map(
    ({ route, title, text }) => `${route === null ? '' : `${route}: `}${title}: ${text}`,
  )
  return `${[...table, ...(alarms.length > 0 ? ['', ...alarms.map(printable)] : [])].join('\n')}\n`
}

function cellsOf(route: RouteStatus, at: number): readonly string[] {
  const { mode, share, differenceRate, lastLegacyHit, safeToDelete } = route
  return [
    printable(route.route),
    printable(describeRequests(route)),
    mode,
    `${share} %`,
    differenceRate === null ? '–' : tellShare(differenceRate),
    lastLegacyHit === null ? '–' : `${tellAge(at - lastLegacyHit)} ago`,
    safeToDelete ? 'yes' : 'no',
  ]
}

function layOut(row: readonly string[], widths: readonly number[]): readonly string[] {
  const cells = row.map((cell, column) => foldCell(cell, widths[column] ?? cell.length))
  const height = Math.max(...cells.map(lines => lines.length))
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => (lines[line] ?? '').padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
