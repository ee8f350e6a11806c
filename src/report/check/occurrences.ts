import type { Finding } from '../../kernel/finding.js'

/**
 * Number of each finding among those of the same fingerprint, from 1 in their order. A fingerprint names a
 * violation, which may stand in several lines; formats that need a key for each line add this number.
 */
export function numberOccurrences(findings: readonly Finding[]): ReadonlyMap<Finding, number> {
  const seen = new Map<string, number>()
  return new Map(
    findings.map(finding => {
      const number = (seen.get(finding.fingerprint) ?? 0) + 1
      seen.set(finding.fingerprint, number)
      return [finding, number]
    }),
  )
}
