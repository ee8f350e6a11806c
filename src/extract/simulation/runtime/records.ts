import type { ObservationKind } from '../simulation.js'
import { builtin } from './builtin.js'
import { currentTest } from './current-test.js'
import type { State } from './state.js'

/** A line of a record. Counts are totals so far: the last line of an operation, test and caller holds. */
export type SimulationRecord =
  | { readonly is: 'loaded'; readonly operation: string }
  | { readonly is: 'refused'; readonly operation: string; readonly reason: string }
  | {
      readonly is: 'crossing'
      /** Tells apart counts of one process that loaded this code more than once. */
      readonly counter: string
      readonly operation: string
      readonly test: string
      readonly caller: string
      readonly count: number
    }
  | {
      readonly is: 'observation'
      readonly operation: string
      readonly test: string
      readonly kind: ObservationKind
      readonly path: string | null
      readonly detail: string | null
    }

const counter = `${process.pid}-${Math.random().toString(36).slice(2)}`
const counts = new Map<string, number>()
const written = new Set<string>()

/** Lines are written at once: runners end their processes as they like. */
export function write(record: SimulationRecord, { settings }: State): void {
  const file = builtin('path').join(settings.records, `${counter}.ndjson`)
  builtin('fs').appendFileSync(file, `${JSON.stringify(record)}\n`)
}

/** Each of the first calls, then each tenth, then each hundredth. */
export function countCrossing(operation: string, caller: string, state: State): void {
  const test = currentTest(state.settings.root)
  const key = `${operation}\0${test}\0${caller}`
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  const step = count <= 20 ? 1 : count <= 1_000 ? 10 : 100
  if (count % step === 0) write({ is: 'crossing', counter, operation, test, caller, count }, state)
}

export interface Observed {
  readonly kind: ObservationKind
  readonly path?: string
  readonly detail?: string | null
  /** Test in which the call began, for what is seen later. */
  readonly test?: string
}

/** Once for each test. */
export function observe(operation: string, seen: Observed, state: State): void {
  const { kind, path = null, detail = null, test = currentTest(state.settings.root) } = seen
  const key = [operation, test, kind, path, detail].join('\0')
  if (written.has(key)) return
  written.add(key)
  write({ is: 'observation', operation, test, kind, path, detail }, state)
}
