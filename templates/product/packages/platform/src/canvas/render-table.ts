/** A table of Markdown; `None.` where it has no rows. */
export function renderTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.'
  return [heads, heads.map(() => '---'), ...rows.map(row => row.map(escapeCell))].map(renderRow).join('\n')
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')
}
