import { cpus } from 'node:os'
import type { ReverseProxy } from './proxies/reverse-proxy.js'
import type { Row } from './row.js'
import type { Group } from './rows/index.js'

/** What one proxy did. */
export interface Column {
  readonly proxy: ReverseProxy
  /** Null when it was not at hand. */
  readonly version: string | null
  readonly verdicts: ReadonlyMap<Row, string>
}

/** docs/conformance.md */
export function renderPage(groups: readonly Group[], columns: readonly Column[]): string {
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  return [
    '# Conformance of the strangler-fig proxy, beside its peers',
    `Written by \`npm run conformance\`: ${count} rows, each a client of bare bytes and an upstream of bare bytes with the proxy between them. ✓ is a pass, anything else says what happened instead. Node ${process.versions.node}, ${cpus().length} cores.`,
    'A row asks for what its source says: a section of RFC 9110 (semantics), 9112 (HTTP/1.1) or another, or *ours* where this project asks for more than the standards do. Where a standard leaves a choice, each of its ways passes. "Refused" is a 4xx or 5xx answer, or a closed connection, with nothing of what was refused behind the proxy.',
    renderTotals(groups, columns),
    ...groups.flatMap(group => [`## ${group.title}`, renderTable(group, columns), renderRules(group)]),
    '## Settings',
    columns.map(({ proxy }) => `- **${proxy.name}**: ${proxy.settings}.`).join('\n'),
    'What a proxy can do by a documented setting, it was given. From all peers `Forwarded`, `Proxy-Authorization`, `Proxy-Connection`, `Keep-Alive` and `TE` of requests and `Proxy-Authenticate` and `Keep-Alive` of answers are removed by name, where they do not do so themselves; what `Connection` nominates cannot be known beforehand. Each runs as one process, with nothing in front of it, on one machine.',
  ]
    .join('\n\n')
    .concat('\n')
}

function renderTotals(groups: readonly Group[], columns: readonly Column[]): string {
  const rows = groups.flatMap(group => group.rows)
  const cells = columns.map(({ version, verdicts }) => {
    const passed = rows.filter(row => verdicts.get(row) === 'pass').length
    return version === null ? 'not run' : `**${passed}** of ${rows.length}`
  })
  return table([
    ['', ...columns.map(({ proxy }) => proxy.name)],
    ['version', ...columns.map(({ version }) => version ?? 'not run')],
    ['total', ...cells],
  ])
}

function renderTable({ rows }: Group, columns: readonly Column[]): string {
  const lines = rows.map(row => [
    row.title,
    ...columns.map(({ version, verdicts }) => (version === null ? 'not run' : cell(verdicts.get(row) ?? ''))),
  ])
  return table([['', ...columns.map(({ proxy }) => proxy.name)], ...lines])
}

function cell(verdict: string): string {
  return verdict === 'pass' ? '✓' : verdict
}

function renderRules({ rows }: Group): string {
  return rows.map(({ title, rule, source }) => `- *${title}*: ${rule} (${source})`).join('\n')
}

function table([head = [], ...lines]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(text => text.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n')
}
