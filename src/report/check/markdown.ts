import type { CheckReport } from '../check-report.js'
import { freshFindings } from '../verdict.js'
import { commentMarker } from './comment-marker.js'
import { renderMarkdownBody } from './markdown-body.js'

/** GitHub refuses comments of more than 65,536 characters. */
const limit = 60_000

/** Pull-request comment: only what the change did; empty when it did nothing. */
export function renderMarkdown(report: CheckReport): string {
  const { result } = report
  const changes = freshFindings(result).length + result.stale.length + result.fixed.length
  if (changes === 0 && result.verdict === 'pass') return ''
  return `${commentMarker}\n${renderMarkdownBody(report, limit)}`
}
