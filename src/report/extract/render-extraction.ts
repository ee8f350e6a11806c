import type { Extraction, Simulation } from '../../extract/catalogues.js'
import type { ExtractFormat } from '../../kernel/output-formats.js'
import { renderReportPage } from '../document/render-page.js'
import { renderReportText } from '../document/render-text.js'
import type { Report } from '../document/section.js'
import { choosePalette } from '../text/palette.js'
import { renderJson } from '../text/render-json.js'
import { describeExtraction } from './describe-extraction.js'
import { describeSimulation } from './describe-simulation.js'

export interface ReportStyle {
  readonly format: ExtractFormat
  /** Of text alone. */
  readonly color: boolean
  readonly columns: number
}

/** Rows of a table that a terminal gets. */
const mostRows = 15

export function renderExtraction(extraction: Extraction, style: ReportStyle): string {
  return render(extraction, describeExtraction, style)
}

export function renderSimulation(simulation: Simulation, style: ReportStyle): string {
  return render(simulation, describeSimulation, style)
}

function render<Result extends object>(
  result: Result,
  describe: (result: Result) => Report,
  { format, color, columns }: ReportStyle,
): string {
  switch (format) {
    case 'json':
      return renderJson(Object.fromEntries(Object.entries(result)))
    case 'html':
      return renderReportPage(describe(result))
    case 'text':
      return renderReportText(describe(result), { palette: choosePalette(color), columns, rows: mostRows })
  }
}
