import type { ObservationKind, OperationReport, TestDifference, TestRun, Verdict } from '../simulation.js'

/** Seen and harmless in itself: how an operation is used, not what is lost. */
const harmless: ReadonlySet<ObservationKind> = new Set([
  'error-class',
  'nested',
  'concurrent',
  'fault',
  'lazy',
  'codec',
  'same-result',
])

export interface Judged {
  readonly runs: readonly TestRun[]
  readonly differences: readonly TestDifference[]
  readonly operations: readonly OperationReport[]
}

/** The verdict, from what makes a run worthless to what is best. */
export function judge({ runs, differences, operations }: Judged): Verdict {
  if (operations.length === 0) return 'no-operations'
  const [first] = runs
  if (first === undefined) return 'no-tests'
  if (first.end === 'timed-out') return 'timed-out'
  if (first.end === 'not-started') return 'not-started'
  if (first.passed + first.failed === 0) return 'no-tests'
  if (runs.every(({ round, passed }) => round !== 'off' || passed === 0)) return 'all-fail'
  if (differences.some(({ round }) => round === 'local')) return 'local-differs'
  if (runs.some(({ end, round }) => end !== 'finished' && round === 'local')) return 'local-differs'
  if (operations.every(({ crossings }) => crossings === 0)) return 'not-crossed'
  const broken = differences.some(({ round, after }) => round === 'remote' && after !== 'passed')
  if (broken || runs.some(({ end, round }) => end !== 'finished' && round === 'remote')) return 'breaks'
  const lost = operations.some(({ observations }) => observations.some(({ kind }) => !harmless.has(kind)))
  return lost ? 'differs' : 'holds'
}
