import { findings } from './data.js'

/** @typedef {import('./data.js').PageFinding} PageFinding */

/**
 * What a row has to match; an empty string lets everything through.
 * @typedef {{ text: string, rule: string, module: string, severity: string, status: string }} Criteria
 */

/** What is searched, in lower case, beside the rows. */
const searchable = findings.map(({ rule, from, to, file, message }) =>
  [rule, from, to, file, message].join('\n').toLowerCase(),
)

/** Status for everything that the ratchet does not excuse. */
export const freshStatus = 'new or worse'

/** @param {Criteria} criteria @returns {number[]} positions of the rows that match */
export function selectRows({ text, rule, module, severity, status }) {
  const wanted = text.trim().toLowerCase()
  return findings.flatMap((finding, at) => {
    if (rule !== '' && finding.rule !== rule) return []
    if (module !== '' && finding.from !== module && finding.to !== module) return []
    if (severity !== '' && finding.severity !== severity) return []
    if (status === freshStatus ? finding.status === 'known' : status !== '' && finding.status !== status)
      return []
    return wanted === '' || searchable[at]?.includes(wanted) ? [at] : []
  })
}

/** @type {Readonly<Record<string, (finding: PageFinding) => string>>} */
export const sortKeys = {
  Severity: ({ severity }) => severity,
  Status: ({ status }) => status,
  Rule: ({ rule }) => rule,
  'From → to': ({ from, to }) => `${from ?? ''}\n${to ?? ''}`,
  Place: ({ file, line }) => `${file}\n${String(line).padStart(9, '0')}`,
  Message: ({ message }) => message,
}

/** @param {readonly number[]} rows @param {string} column @param {boolean} down */
export function sortRowsBy(rows, column, down) {
  const key = sortKeys[column]
  if (!key) return rows
  const keys = new Map(rows.map(at => [at, findings[at] ? key(findings[at]) : '']))
  const sign = down ? -1 : 1
  return [...rows].sort((a, b) => {
    const [left, right] = [keys.get(a) ?? '', keys.get(b) ?? '']
    return left === right ? a - b : left < right ? -sign : sign
  })
}
