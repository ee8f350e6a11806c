/** What `GET /status` of a proxy tells, as far as it is shown. */
export interface StatusRow {
  readonly route: string
  readonly mode: string
  readonly share: number
  readonly halted: string | null
  readonly differenceRate: number | null
  readonly legacyHits: number
  readonly lastLegacyHit: number | null
  readonly safeToDelete: boolean
  readonly obstacle: string | null
}

export interface ProxyStatus {
  readonly killed: boolean
  readonly routes: readonly StatusRow[]
}

/** A table with a line a route; what needs attention stands below it. */
export function renderStatus({ killed, routes }: ProxyStatus): string {
  const rows = [
    ['route', 'mode', 'new side', 'differs', 'last on the old side', 'old side may go'],
    ...routes.map(({ route, mode, share, differenceRate, lastLegacyHit, safeToDelete }) => [
      route,
      mode,
      `${share} %`,
      differenceRate === null ? '–' : `${(differenceRate * 100).toFixed(2)} %`,
      lastLegacyHit === null ? '–' : new Date(lastLegacyHit).toISOString().slice(0, 16).replace('T', ' '),
      safeToDelete ? 'yes' : 'no',
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? []
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const halted = routes.flatMap(({ route, halted: reason }) =>
    reason === null ? [] : [`${route} was rolled back: ${reason}`],
  )
  const alarms = [...(killed ? ['Everything goes to the old side: the switch is thrown.'] : []), ...halted]
  return `${[...lines, ...(alarms.length > 0 ? ['', ...alarms] : [])].join('\n')}\n`
}
