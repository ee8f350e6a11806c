import type { CheckResult } from '../boundaries/index.js'
import type { Graph } from '../graph/index.js'
import type { Problem } from '../kernel/problem.js'
import { type CheckOptions, renderCheck } from './render-check.js'

export interface RefusalOptions extends Omit<CheckOptions, 'graph'> {
  /** Absolute path of the root that was asked for. */
  readonly root: string
}

/**
 * A report for a check that could not even start, in the format that was asked for: a CI job that uploads the
 * file must not find yesterday's, or none, and take it for green.
 */
export function renderRefusal(problems: readonly Problem[], options: RefusalOptions): Promise<string> {
  return renderCheck(refusedResult(problems, options.root), { ...options, graph: emptyGraph(options.root) })
}

const refusedResult = (problems: readonly Problem[], root: string): CheckResult => ({
  schemaVersion: 1,
  root,
  verdict: 'untrusted',
  modules: 0,
  files: 0,
  edges: 0,
  findings: [],
  stale: [],
  fixed: [],
  problems,
  summary: { new: 0, worse: 0, known: 0, stale: 0, fixed: 0, errors: 0, warnings: 0, waived: 0 },
  comparedWith: { kind: 'baseline' },
  durationMs: 0,
})

const emptyGraph = (root: string): Graph => ({
  root,
  files: new Map(),
  modules: new Map(),
  layers: [],
  dependencies: [],
  packages: [],
  tables: [],
  moduleOf: () => null,
})
