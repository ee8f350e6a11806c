interface Span {
  readonly text: string
  readonly styles: readonly string[]
}

const letter = 7.8
const lineHeight = 18
const margin = 16

const styleNames: Readonly<Record<number, string>> = {
  1: 'bold',
  2: 'dim',
  31: 'red',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
}

/** Codes that end a style: for each of them the styles that go. */
const ends: Readonly<Record<number, readonly string[]>> = {
  0: Object.values(styleNames),
  22: ['bold', 'dim'],
  39: ['red', 'green', 'yellow', 'cyan'],
}

const look = `
  svg { --paper: #ffffff; --line: #d0d7de; --ink: #1f2328; --dim: #636c76; --red: #cf222e; --green: #1a7f37; --yellow: #9a6700; --cyan: #0969da }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0d1117; --line: #30363d; --ink: #e6edf3; --dim: #8d96a0; --red: #ff7b72; --green: #3fb950; --yellow: #d29922; --cyan: #58a6ff }
  }
  rect { fill: var(--paper); stroke: var(--line) }
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--ink); white-space: pre }
  .bold { font-weight: 700 }
  .dim { fill: var(--dim) }
  .red { fill: var(--red) }
  .green { fill: var(--green) }
  .yellow { fill: var(--yellow) }
  .cyan { fill: var(--cyan) }`

/** An SVG of coloured terminal output that follows the reader's light or dark scheme. Other escape codes are an error. */
export function renderTerminalPicture(output: string, title: string): string {
  const lines = parseLines(output)
  const columns = Math.max(...lines.map(spans => spans.reduce((sum, span) => sum + [...span.text].length, 0)))
  const width = Math.ceil(columns * letter) + 2 * margin
  const height = lines.length * lineHeight + 2 * margin
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" xml:space="preserve">
<title>${escapeXml(title)}</title>
<style>${look}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${lines.flatMap((spans, row) => renderLine(spans, margin + (row + 0.75) * lineHeight)).join('\n')}
</svg>
`
}

/** Each span stands at its own column, so that the picture holds with any monospaced font. */
function renderLine(spans: readonly Span[], y: number): readonly string[] {
  let column = 0
  const parts = spans.map(({ text, styles }) => {
    const indent = text.length - text.trimStart().length
    const x = (margin + (column + indent) * letter).toFixed(1)
    column += [...text].length
    const names = styles.length > 0 ? ` class="${styles.join(' ')}"` : ''
    return text.trim() === '' ? '' : `<tspan x="${x}"${names}>${escapeXml(text.trim())}</tspan>`
  })
  const line = parts.join('')
  return line === '' ? [] : [`<text y="${y}">${line}</text>`]
}

function parseLines(output: string): readonly (readonly Span[])[] {
  let styles: readonly string[] = []
  return output
    .trimEnd()
    .split('\n')
    .map(line =>
      line.split('\u001b[').flatMap((part, index) => {
        if (index === 0) return [{ text: part, styles }]
        const [sequence, code] = /^(\d+)m/.exec(part) ?? []
        if (!sequence) throw new Error(`Not a colour: ${JSON.stringify(part)}`)
        styles = applyCode(styles, Number(code))
        return [{ text: part.slice(sequence.length), styles }]
      }),
    )
}

function applyCode(styles: readonly string[], code: number): readonly string[] {
  const ended = ends[code]
  if (ended) return styles.filter(style => !ended.includes(style))
  const name = styleNames[code]
  if (!name) throw new Error(`No look for colour ${code}`)
  return [...styles, name]
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
