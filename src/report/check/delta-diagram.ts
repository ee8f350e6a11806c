import type { BaselineEntry } from '../../kernel/finding.js'
import type { CheckReport } from '../check-report.js'
import { freshFindings } from '../verdict.js'

interface ChangedPair {
  readonly from: string
  readonly to: string
  added: number
  gone: number
}

/** Arrows drawn at most; more would be a picture of nothing. */
const drawn = 40

/** Mermaid flowchart of the module pairs whose violations changed; empty when no pair did. */
export function renderDeltaDiagram(report: CheckReport): string {
  const pairs = changedPairs(report)
  if (pairs.length === 0) return ''
  const shown = pairs.slice(0, drawn)
  const names = [...new Set(shown.flatMap(pair => [pair.from, pair.to]))].sort()
  const ids = new Map(names.map((name, at) => [name, `m${at}`]))
  const lines = [
    'flowchart LR',
    ...names.map(name => `  ${ids.get(name)}["${mermaidText(name)}"]`),
    ...shown.map(pair => `  ${ids.get(pair.from)} -->|"${labelOf(pair)}"| ${ids.get(pair.to)}`),
    ...shown.map(
      (pair, at) => `  linkStyle ${at} stroke:${pair.added > 0 ? '#cf222e' : '#1a7f37'},stroke-width:2px`,
    ),
  ]
  const rest = pairs.length - shown.length
  const note = rest > 0 ? `\n${rest} more pairs changed that are not drawn.\n` : ''
  return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n${note}`
}

function changedPairs(report: CheckReport): readonly ChangedPair[] {
  const { result, graph } = report
  const pairs = new Map<string, ChangedPair>()
  const touch = (from: string | null, to: string | null): ChangedPair | null => {
    if (from === null || to === null || from === to || !graph.modules.has(to)) return null
    const key = `${from}\n${to}`
    const pair = pairs.get(key) ?? { from, to, added: 0, gone: 0 }
    pairs.set(key, pair)
    return pair
  }
  for (const { from, to } of freshFindings(result)) {
    const pair = touch(from.module, to.module)
    if (pair) pair.added += 1
  }
  for (const entry of goneEntries(report)) {
    const pair = touch(entry.module, entry.to)
    if (pair) pair.gone += 1
  }
  return [...pairs.values()].sort((a, b) => b.added - a.added || b.gone - a.gone)
}

/** Violations that the change removed: told by the merge base, or by entries left over in the baseline. */
export const goneEntries = ({ result }: CheckReport): readonly BaselineEntry[] =>
  result.comparedWith.kind === 'since' ? result.fixed : result.stale

const labelOf = ({ added, gone }: ChangedPair): string =>
  [added > 0 ? `+${added}` : '', gone > 0 ? `−${gone}` : ''].filter(part => part !== '').join(' ')

/** Text inside a quoted Mermaid label: whatever could end it or start markup becomes an entity code. */
const mermaidText = (text: string): string =>
  text.replace(/[^\p{L}\p{N}_./@:+() -]/gu, character => `#${character.codePointAt(0)};`)
