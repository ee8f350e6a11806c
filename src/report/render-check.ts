import type { CheckResult } from '../boundaries/index.js'
import type { Graph } from '../graph/index.js'
import type { CheckReport } from './check-report.js'
import type { CheckFormat } from '../kernel/output-formats.js'
import { readLines } from './text/source-lines.js'

export interface CheckOptions {
  readonly format: CheckFormat
  readonly graph: Graph
  /** Text of a file, null where it cannot be read; for the lines that are shown. */
  readonly source: (file: string) => string | null
  readonly color: boolean
  /** Also show what the baseline knows; false when left out. */
  readonly showKnown?: boolean
  /** Width of text; 80 when left out. */
  readonly columns?: number
  /** Rules that ran; JUnit then shows those without findings as passed. */
  readonly rules?: readonly string[]
}

type Render = (report: CheckReport) => string | Promise<string>

/** One file a format, loaded when asked for. */
const renderers: Readonly<Record<CheckFormat, () => Promise<Render>>> = {
  text: async () => (await import('./check/text.js')).renderText,
  json: async () => (await import('./check/json.js')).renderCheckJson,
  sarif: async () => (await import('./check/sarif.js')).renderSarif,
  junit: async () => (await import('./check/junit.js')).renderJunit,
  github: async () => (await import('./check/github.js')).renderGithub,
  gitlab: async () => (await import('./check/gitlab.js')).renderGitlab,
  markdown: async () => (await import('./check/markdown.js')).renderMarkdown,
  html: async () => (await import('./html/check-page.js')).renderCheckPage,
  teamcity: async () => (await import('./check/teamcity.js')).renderTeamcity,
  'azure-devops': async () => (await import('./check/azure-devops.js')).renderAzureDevops,
}

/** A result of `check` in one of its formats. */
export async function renderCheck(result: CheckResult, options: CheckOptions): Promise<string> {
  const render = await renderers[options.format]()
  return render(reportOf(result, options))
}

/** Markdown for the summary page of a CI run (GitHub's `$GITHUB_STEP_SUMMARY`); never empty. */
export async function renderStepSummary(
  result: CheckResult,
  options: Omit<CheckOptions, 'format' | 'color'>,
): Promise<string> {
  const { renderSummaryPage } = await import('./check/step-summary.js')
  return renderSummaryPage(reportOf(result, { ...options, color: false }))
}

function reportOf(result: CheckResult, options: Omit<CheckOptions, 'format'>): CheckReport {
  return {
    result,
    graph: options.graph,
    lines: readLines(options.source),
    color: options.color,
    showKnown: options.showKnown ?? false,
    columns: options.columns ?? 80,
    rules: options.rules ?? null,
  }
}
