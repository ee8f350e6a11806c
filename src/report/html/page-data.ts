/**
 * What a page carries, as JSON. `templates/report/data.js` reads it; positions point into the lists beside them.
 */
export interface PageData {
  readonly kind: 'check' | 'graph'
  /** Last folder of the root. */
  readonly project: string
  readonly version: string
  readonly layers: readonly string[]
  /** In matrix order. */
  readonly modules: readonly PageModule[]
  /** Every text that occurs often: files, specifiers, symbols, kinds. */
  readonly texts: readonly string[]
  readonly pairs: readonly PagePair[]
  readonly files: number
  readonly imports: number
  readonly check: PageCheck | null
}

export interface PageModule {
  readonly name: string
  readonly path: string
  readonly layer: string | null
  readonly owner: string | null
  readonly files: number
  /** Number of its cycle, null outside of any. */
  readonly cycle: number | null
}

export interface PagePair {
  /** Position in `modules`. */
  readonly from: number
  readonly to: number
  readonly typeOnly: boolean
  /** Part of a cycle of what runs. */
  readonly cyclic: boolean
  readonly imports: readonly PageImport[]
}

/** Positions in `texts` except for line and column; the target is the defining file where it is known. */
export type PageImport = readonly [
  file: number,
  line: number,
  column: number,
  target: number,
  symbols: number,
  kind: number,
  form: number,
]

export interface PageCheck {
  readonly verdict: string
  /** Verdict and counts in words. */
  readonly headline: string
  readonly advice: string
  readonly counts: string
  readonly comparison: string
  readonly problems: readonly PageProblem[]
  readonly stale: readonly string[]
  readonly fixed: readonly string[]
  readonly findings: readonly PageFinding[]
  readonly rules: Readonly<Record<string, PageRule>>
}

interface PageProblem {
  readonly title: string
  readonly message: string
  readonly hint: string
  readonly place: string | null
}

export interface PageFinding {
  readonly rule: string
  readonly severity: string
  readonly status: string
  readonly from: string | null
  readonly to: string | null
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly hint: string | null
  readonly related: readonly string[]
  /** Lines around the place, and the number of the first. */
  readonly code: readonly string[]
  readonly codeStart: number
}

export interface PageRule {
  readonly title: string
  readonly summary: string
  readonly url: string | null
}
