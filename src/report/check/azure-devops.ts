import type { CheckReport } from '../check-report.js'
import { describeCounts } from './text-summary.js'
import { formatRemarks } from './ci-server.js'

/** Logging commands for Azure Pipelines, formatted by dependency-cruiser. */
export async function renderAzureDevops(report: CheckReport): Promise<string> {
  const text = await formatRemarks(report, 'azure-devops', ({ remark, before }) => {
    if (!before.endsWith('sourcepath=')) return escapeMessage(remark.message)
    if (remark.place === null) return ''
    const { file, line, column } = remark.place
    return `${escapeProperty(file)};linenumber=${line};columnnumber=${column}`
  })
  // The last line counts violations of the tokens handed in, not what was checked.
  return text
    .replaceAll('sourcepath=;', '')
    .replace(
      /^(##vso\[task\.complete result=)\w+(;\]).*$/m,
      (_, open: string, close: string) =>
        `${open}${report.result.verdict === 'pass' ? 'Succeeded' : 'Failed'}${close}${escapeMessage(describeCounts(report.result))}`,
    )
}

const escapeMessage = (text: string): string =>
  text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string =>
  escapeMessage(text).replaceAll(';', '%3B').replaceAll(']', '%5D')
