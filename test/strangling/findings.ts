/** What a run has shown: each claim with its figures, and whether it held. */
export interface Findings {
  readonly step: (title: string) => void
  readonly check: (claim: string, holds: boolean, detail?: string) => void
  readonly passed: () => number
  readonly failed: () => number
}

export function openFindings(write: (line: string) => void): Findings {
  const began = Date.now()
  let passed = 0
  let failed = 0
  return {
    step: title => write(`\n${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${title}`),
    check: (claim, holds, detail = '') => {
      if (holds) passed++
      else failed++
      write(`        ${holds ? '✓' : '✗'} ${claim}${detail === '' ? '' : ` (${detail})`}`)
    },
    passed: () => passed,
    failed: () => failed,
  }
}
