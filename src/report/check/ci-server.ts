import type { ICruiseResult, IModule } from 'dependency-cruiser'
import type { Severity } from '../../kernel/finding.js'
import { problemTitles } from '../../kernel/problem.js'
import type { CheckReport } from '../check-report.js'
import { formatCruise } from '../drawing/format-cruise.js'
import { describeRule } from '../rule-text.js'
import { describeStale, failsOnStale, freshFindings } from '../verdict.js'

/** One line for a CI server. */
interface Remark {
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  readonly message: string
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null
}

/** Problems first, then what is new or worse, then the state of the baseline. */
function deriveRemarks({ result }: CheckReport): readonly Remark[] {
  const problems = result.problems.map(
    ({ code, message, hint, place }): Remark => ({
      rule: code,
      title: problemTitles[code],
      severity: 'error',
      message: `${message} ${hint}`,
      place,
    }),
  )
  const findings = freshFindings(result).map(
    ({ rule, severity, message, from }): Remark => ({
      rule,
      title: describeRule(rule).title,
      severity,
      message,
      place: from,
    }),
  )
  const stale: Remark = {
    rule: 'stale-baseline',
    title: 'Stale baseline',
    severity: failsOnStale(result) ? 'error' : 'warn',
    message: describeStale(result),
    place: null,
  }
  return [...problems, ...findings, ...(result.stale.length > 0 ? [stale] : [])]
}

/** Stands for a remark's place and message while dependency-cruiser formats; nothing in it needs escaping. */
const tokenOf = (position: number): string => `\ue000${String(position).padStart(8, '0')}\ue001`

interface TokenPlace {
  readonly remark: Remark
  /** Text up to the token on its line. */
  readonly before: string
}

/**
 * Formats with dependency-cruiser, which knows files and rules but neither lines nor our messages: each remark goes
 * in as a token, and `replace` says what the token becomes at each place of the text.
 */
export async function formatRemarks(
  report: CheckReport,
  outputType: 'teamcity' | 'azure-devops',
  replace: (place: TokenPlace) => string,
): Promise<string> {
  const remarks = deriveRemarks(report)
  const text = await formatCruise(cruiseOf(remarks, report), outputType)
  return text
    .split('\n')
    .map(line =>
      line.replace(/\ue000(\d+)\ue001/g, (whole, position: string, at: number) => {
        const remark = remarks[Number(position)]
        return remark ? replace({ remark, before: line.slice(0, at) }) : whole
      }),
    )
    .join('\n')
}

function cruiseOf(remarks: readonly Remark[], { result }: CheckReport): ICruiseResult {
  const modules = remarks.map(
    ({ rule, severity }, at): IModule => ({
      source: tokenOf(at),
      valid: false,
      dependencies: [],
      dependents: [],
      rules: [{ name: rule, severity }],
    }),
  )
  const titles = new Map(remarks.map(({ rule, title, severity }) => [rule, { title, severity }]))
  const forbidden = [...titles].map(([name, { title, severity }]) => ({
    name,
    severity,
    comment: title,
    from: {},
    to: {},
  }))
  return {
    modules,
    summary: {
      error: 0,
      warn: 0,
      info: 0,
      ignore: result.summary.known,
      totalCruised: result.files,
      totalDependenciesCruised: result.edges,
      violations: [],
      optionsUsed: {},
      ruleSetUsed: { forbidden },
    },
  }
}
