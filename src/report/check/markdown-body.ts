import type { BaselineEntry, Finding, Place } from '../../kernel/finding.js'
import { type Problem, problemTitles } from '../../kernel/problem.js'
import type { CheckReport } from '../check-report.js'
import { groupByPair, type PairOfFindings } from '../module-pair.js'
import { describeRule } from '../rule-text.js'
import { amount } from '../text/amount.js'
import { failsOnStale, freshFindings } from '../verdict.js'
import { goneEntries, renderDeltaDiagram } from './delta-diagram.js'
import { codeSpan, escapeMarkdown } from './escape-markdown.js'
import { describeComparison, describeCounts } from './text-summary.js'

/** The result as Markdown, at most `limit` characters: what does not fit is counted instead. */
export function renderMarkdownBody(report: CheckReport, limit: number): string {
  const { result } = report
  const head = [
    `### Banyan: ${headline(report)}`,
    `${describeCounts(result)}; ${escapeMarkdown(describeComparison(result))}.`,
    `${amount(result.modules, 'module')}, ${amount(result.files, 'file')}, ${amount(result.edges, 'import')}.`,
  ]
  const diagram = renderDeltaDiagram(report)
  if (diagram !== '') head.push(diagram.trimEnd())
  const start = head.join('\n\n')
  const items = [...problemItems(result.problems), ...pairItems(report), ...goneItems(report)]
  return `${start}\n\n${fillUp(items, limit - start.length)}`.trimEnd().concat('\n')
}

function headline({ result }: CheckReport): string {
  const { summary, verdict } = result
  if (verdict === 'untrusted') return 'not checked'
  const fresh = summary.new + summary.worse
  if (failsOnStale(result)) return 'failed, the baseline is stale'
  if (verdict === 'fail') return `failed, ${amount(summary.errors, 'error')}`
  if (fresh > 0) return `passed with ${amount(fresh, 'warning')}`
  const gone = summary.fixed + summary.stale
  return gone > 0 ? `passed, ${amount(gone, 'violation')} gone` : 'passed'
}

/** A heading with its lines: headings without lines are left out. */
interface Item {
  readonly heading: string
  readonly lines: readonly string[]
}

function fillUp(items: readonly Item[], limit: number): string {
  let text = ''
  let left = 0
  for (const { heading, lines } of items) {
    const open = `${heading}\n\n`
    let block = ''
    for (const line of lines) {
      if (text.length + open.length + block.length + line.length + 200 > limit) left += 1
      else block += `${line}\n`
    }
    if (block !== '') text += `${open}${block}\n`
  }
  return left === 0 ? text : `${text}${amount(left, 'more line')} did not fit; see the log of the run.\n`
}

function problemItems(problems: readonly Problem[]): readonly Item[] {
  if (problems.length === 0) return []
  const lines = problems.map(({ code, message, hint, place }) => {
    const where = place ? `${placeSpan(place)}: ` : ''
    return `- ${where}**${problemTitles[code]}.** ${escapeMarkdown(message)} ${escapeMarkdown(hint)}`
  })
  return [{ heading: '#### The result cannot be trusted until these problems are solved', lines }]
}

function pairItems({ result }: CheckReport): readonly Item[] {
  return groupByPair(freshFindings(result)).map(pair => ({
    heading: headingOf(pair),
    lines: pair.findings.map(findingLine),
  }))
}

function headingOf({ from, to }: PairOfFindings): string {
  return to === null ? `#### ${escapeMarkdown(from)}` : `#### ${escapeMarkdown(from)} → ${escapeMarkdown(to)}`
}

function findingLine({ rule, severity, status, from, message, hint }: Finding): string {
  const { url } = describeRule(rule)
  const name = url === null ? codeSpan(rule) : `[${codeSpan(rule)}](${url})`
  const grown = status === 'worse' ? ', grown' : ''
  const way = hint === undefined ? '' : `<br>${escapeMarkdown(hint)}`
  return `- **${severity}**${grown} ${name} ${placeSpan(from)}: ${escapeMarkdown(message)}${way}`
}

const placeSpan = ({ file, line }: Place): string => codeSpan(`${file}:${line}`)

function goneItems(report: CheckReport): readonly Item[] {
  const entries = goneEntries(report)
  if (entries.length === 0) return []
  const stale = report.result.comparedWith.kind === 'baseline'
  const heading = stale ? '#### Gone; take it out with `banyan baseline shrink`' : '#### Fixed'
  return [{ heading, lines: entries.map(goneLine) }]
}

function goneLine({ rule, from, to, symbol }: BaselineEntry): string {
  const name = symbol === null ? '' : ` (${codeSpan(symbol)})`
  return `- ${codeSpan(rule)} ${codeSpan(from)} → ${escapeMarkdown(to)}${name}`
}
