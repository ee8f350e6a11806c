import type { CheckReport } from '../check-report.js'
import { renderMarkdownBody } from './markdown-body.js'

/** GitHub refuses a step summary of more than 1 MiB; characters may take three bytes. */
const limit = 300_000

/** Markdown for the summary page of a CI run; never empty. */
export const renderSummaryPage = (report: CheckReport): string => renderMarkdownBody(report, limit)
