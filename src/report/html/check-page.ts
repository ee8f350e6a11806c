import type { CheckReport } from '../check-report.js'
import { deriveCheckData } from './check-data.js'
import { deriveGraphData } from './graph-data.js'
import { renderPage } from './render-page.js'

/** A result of `check` as one offline page: summary, findings, matrix, graph. */
export function renderCheckPage(report: CheckReport): string {
  const check = deriveCheckData(report)
  const data = { ...deriveGraphData(report.graph), kind: 'check' as const, check }
  return renderPage(data, `${check.headline}: ${data.project}`)
}
