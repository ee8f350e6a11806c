import type { CheckReport } from '../check-report.js'
import { formatRemarks } from './ci-server.js'
import { describeCounts } from './text-summary.js'

/** Service messages for TeamCity, formatted by dependency-cruiser; a build problem says that the gate is closed. */
export async function renderTeamcity(report: CheckReport): Promise<string> {
  const { result } = report
  const text = await formatRemarks(report, 'teamcity', ({ remark, before }) => {
    if (!before.endsWith("file='")) return escapeValue(remark.message)
    return remark.place === null ? '' : `${escapeValue(remark.place.file)}' line='${remark.place.line}`
  })
  const named = text
    .replaceAll("category='dependency-cruiser'", "category='Banyan'")
    .replaceAll(" file=''", '')
    .trim()
  const failed = result.verdict === 'untrusted' ? 'The result cannot be trusted' : 'Module boundaries broken'
  const problem = `##teamcity[buildProblem description='${escapeValue(`${failed}: ${describeCounts(result)}`)}' identity='banyan-check']`
  const lines = [...(named === '' ? [] : [named]), ...(result.verdict === 'pass' ? [] : [problem])]
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '|n',
  '\r': '|r',
  '|': '||',
  "'": "|'",
  '[': '|[',
  ']': '|]',
}

/** TeamCity's escapes; characters outside ASCII by their code unit. */
const escapeValue = (text: string): string =>
  text.replace(
    /[|'[\]\n\r]|[^\u0020-\u007e]/g,
    character => escapes[character] ?? `|0x${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
