/** A Markdown table; the first row is the heading. */
export function renderTable([heading = [], ...rows]: readonly (readonly (string | number)[])[]): string {
  const render = (cells: readonly (string | number)[]) =>
    `| ${cells.map(cell => (typeof cell === 'number' ? cell.toLocaleString('en') : cell.replaceAll('|', '\\|'))).join(' | ')} |`
  return [render(heading), render(heading.map(() => '---')), ...rows.map(render)].join('\n')
}
