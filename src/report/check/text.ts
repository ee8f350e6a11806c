import type { BaselineEntry, Finding, RelatedPlace } from '../../kernel/finding.js'
import type { CheckReport } from '../check-report.js'
import { groupByPair, type PairOfFindings } from '../module-pair.js'
import { renderProblemList, type TextStyle } from '../render-problems.js'
import { amount } from '../text/amount.js'
import { renderCodeFrame } from '../text/code-frame.js'
import { choosePalette } from '../text/palette.js'
import { printable } from '../text/printable.js'
import { wrapText } from '../text/wrap-text.js'
import { renderSummary } from './text-summary.js'

/** Further places of one finding, and stale entries, that are listed before the rest is only counted. */
const listed = 12

/** Text for people: by module pair, each finding with its line; the summary comes last. */
export function renderText(report: CheckReport): string {
  const { result } = report
  const style = { palette: choosePalette(report.color), columns: report.columns, lines: report.lines }
  const shown = report.showKnown
    ? result.findings
    : result.findings.filter(finding => finding.status !== 'known')
  const sections = groupByPair(shown).map(pair => renderPair(pair, style))
  if (result.stale.length > 0) sections.push(renderStale(result.stale, style))
  if (result.problems.length > 0) sections.push(renderProblemList(result.problems, style))
  sections.push(renderSummary(result, style))
  return sections.join('\n')
}

function renderPair(pair: PairOfFindings, style: TextStyle): string {
  const { palette } = style
  const to = pair.to === null ? '' : ` → ${printable(pair.to)}`
  const heading = palette.bold(`${printable(pair.from)}${to}`)
  let lastHint: string | undefined
  const blocks = pair.findings.map(finding => {
    const hint = finding.hint === lastHint ? undefined : finding.hint
    lastHint = finding.hint
    return renderFinding(finding, hint, style)
  })
  return `${heading}  ${palette.dim(countFindings(pair.findings))}\n\n${blocks.join('\n')}`
}

function countFindings(findings: readonly Finding[]): string {
  const count = (test: (finding: Finding) => boolean) => findings.filter(test).length
  const fresh = (severity: Finding['severity']) =>
    count(finding => finding.severity === severity && finding.status !== 'known')
  const parts = [
    [fresh('error'), amount(fresh('error'), 'error')],
    [fresh('warn'), amount(fresh('warn'), 'warning')],
    [count(finding => finding.status === 'known'), `${count(finding => finding.status === 'known')} known`],
  ] as const
  return parts.flatMap(([number, text]) => (number > 0 ? [text] : [])).join(', ')
}

/** What the ratchet says about a finding, where it is not simply new. */
const statusNotes = { new: '', known: ' (known)', worse: ' (known, and grown)' } as const

function renderFinding(finding: Finding, hint: string | undefined, style: TextStyle): string {
  const { palette, columns } = style
  const { file, line, column } = finding.from
  const mark = finding.severity === 'error' ? palette.red('error') : palette.yellow('warn')
  const indented = (text: string) => wrapText(printable(text), columns - 2).map(part => `  ${part}`)
  const lines = [
    `  ${palette.cyan(printable(`${file}:${line}:${column}`))}`,
    `  ${mark} ${palette.dim(`${finding.rule}${statusNotes[finding.status]}`)}`,
    ...indented(finding.message),
  ]
  const text = style.lines(file)
  const frame = text ? renderCodeFrame(text, finding.from, { palette, columns: columns - 4 }) : []
  lines.push(...frame.map(part => `    ${part}`))
  lines.push(...renderRelated(finding, style))
  if (hint !== undefined) {
    const parts = wrapText(printable(hint), columns - 4)
    lines.push(...parts.map((part, at) => (at === 0 ? `  ${palette.green('→')} ${part}` : `    ${part}`)))
  }
  return `${lines.join('\n')}\n`
}

function renderRelated(finding: Finding, style: TextStyle): readonly string[] {
  const related = finding.related ?? []
  const rest = related.length - listed
  const shown = related.slice(0, listed).flatMap(place => renderPlace(place, style))
  return rest > 0 ? [...shown, style.palette.dim(`    and ${rest} more`)] : shown
}

/** Place and message in one line where they fit. */
function renderPlace(place: RelatedPlace, { palette, columns }: TextStyle): readonly string[] {
  const name = printable(`${place.file}:${place.line}:${place.column}`)
  const message = printable(place.message)
  if (name.length + message.length + 5 <= columns) return [`    ${palette.cyan(name)} ${message}`]
  return [`    ${palette.cyan(name)}`, ...wrapText(message, columns - 6).map(line => `      ${line}`)]
}

function renderStale(entries: readonly BaselineEntry[], { palette }: TextStyle): string {
  const shown = entries.slice(0, listed).map(entry => {
    const symbol = entry.symbol === null ? '' : ` (${entry.symbol})`
    return `  ${printable(`${entry.rule}: ${entry.from} → ${entry.to}${symbol}`)}`
  })
  const rest = entries.length - shown.length
  const more = rest > 0 ? [palette.dim(`  and ${rest} more`)] : []
  const heading = palette.bold('Stale baseline entries')
  const note = palette.dim('gone from the code; remove with: banyan baseline shrink')
  return `${[`${heading}  ${note}`, '', ...shown, ...more].join('\n')}\n`
}
