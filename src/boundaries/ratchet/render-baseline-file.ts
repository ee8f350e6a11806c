import type { BaselineEntry } from '../../kernel/finding.js'
import { type BaselineFile, baselineVersion } from './baseline.js'
import { compareEntries } from './entry-order.js'

/**
 * The layout is made for merges:
 * - every entry is one line and ends with a comma, because an empty object closes the list: neither the first
 *   nor the last entry is special, and no change touches the line of another entry;
 * - an empty line follows each entry and stays when the entry goes, because git takes changes to neighbouring
 *   lines for a conflict. So branches that fix different violations always merge. A new entry takes such a
 *   line over; a fresh rendering drops them.
 */
interface Row {
  readonly line: string
  readonly entry: BaselineEntry
}

const footer = ['    {}', '  ]', '}', '']

function headerOf(module: string | null): string[] {
  return [
    '{',
    `  "schemaVersion": ${baselineVersion},`,
    `  "module": ${JSON.stringify(module)},`,
    '  "entries": [',
    '',
  ]
}

/** What a rendering starts from. */
export interface RenderingBase {
  /** The file as it is; null for a new one. Its line endings are kept. */
  readonly old: BaselineFile | null
  /** Write all lines anew, where otherwise those of entries that stay are left alone. */
  readonly fresh: boolean
}

/** Text of a baseline file. One that was laid out in another way is always written anew. */
export function renderBaselineFile(
  module: string | null,
  entries: readonly BaselineEntry[],
  { old, fresh }: RenderingBase,
): string {
  const rows = [...entries].sort(compareEntries).map(entry => ({ line: renderEntry(entry), entry }))
  const body = old === null || fresh ? null : findBody(module, old)
  const lines = body === null ? rows.flatMap(row => [row.line, '']) : editBody(body, rows)
  const ending = old?.text.includes('\r\n') ? '\r\n' : '\n'
  return [...headerOf(module), ...lines, ...footer].join(ending)
}

function renderEntry({ rule, from, to, symbol, reason, owner, until }: BaselineEntry): string {
  const values = { rule, from, to, symbol: symbol ?? undefined, reason, owner, until }
  const parts = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return `    { ${parts.join(', ')} },`
}

/** Lines between header and footer with their entries; null when the file is laid out in another way. */
function findBody(module: string | null, { text, entries }: BaselineFile): (Row | null)[] | null {
  const lines = text.split(/\r?\n/)
  const header = headerOf(module)
  const middle = lines.slice(header.length, -footer.length)
  if ([...header, ...middle, ...footer].join('\n') !== lines.join('\n')) return null
  let next = 0
  const body: (Row | null)[] = []
  for (const line of middle) {
    const entry = line === '' ? null : entries[next++]
    if (entry === undefined || (entry !== null && renderEntry(entry) !== line)) return null
    body.push(entry === null ? null : { line, entry })
  }
  const rows = body.flatMap(row => row ?? [])
  const sorted = rows.every(
    (row, at) => at === 0 || compareEntries(rows[at - 1]?.entry ?? row.entry, row.entry) < 0,
  )
  return sorted && next === entries.length ? body : null
}

function editBody(body: readonly (Row | null)[], rows: readonly Row[]): string[] {
  const wanted = new Set(rows.map(row => row.line))
  const present = new Set(body.map(row => row?.line))
  const added = rows.filter(row => !present.has(row.line))
  const lines: string[] = ['']
  let next = 0
  const insertBefore = (limit: Row | null): void => {
    for (let row = added[next]; row !== undefined; row = added[++next]) {
      if (limit !== null && compareEntries(row.entry, limit.entry) > 0) return
      const takesOver = lines.length > 1 && lines.at(-1) === '' && lines.at(-2) === ''
      if (takesOver) lines.splice(-1, 0, row.line)
      else lines.push(row.line, '')
    }
  }
  for (const row of body) {
    if (row === null) lines.push('')
    else if (wanted.has(row.line)) {
      insertBefore(row)
      lines.push(row.line)
    }
  }
  insertBefore(null)
  return lines.slice(1)
}
