import { groupBy } from '../../../kernel/group-by.js'
import type { Instrumented } from '../instrument/instrument-files.js'
import type { Refusal } from '../instrument/insertion.js'
import type { SimulatedOperation } from '../request.js'
import type { SimulationRecord } from '../runtime/records.js'
import type { Observation, OperationReport } from '../simulation.js'
import { foldObservations } from './fold-observations.js'

/** Each operation with what was seen of it, in order of id. */
export function describeOperations(
  operations: readonly SimulatedOperation[],
  records: readonly SimulationRecord[],
  { refusals, aliases }: Pick<Instrumented, 'refusals' | 'aliases'>,
): readonly OperationReport[] {
  const byOperation = groupBy(records, record => record.operation)
  const refused = new Map(refusals.map(each => [each.operation, each]))
  return operations
    .map(operation => {
      const ids = [operation.id, ...new Set(aliases.get(operation.id))]
      const own = ids.flatMap(id => byOperation.get(id) ?? [])
      const crossings = countCrossings(own)
      return {
        operation,
        crossings: sum(crossings.map(({ count }) => count)),
        tests: totals(crossings, 'test').map(([test, count]) => ({ test, crossings: count })),
        callers: totals(crossings, 'caller').map(([caller, count]) => ({ caller, crossings: count })),
        observations: foldObservations(describeObservations(own)),
        refused: reasonOf(refused.get(operation.id)) ?? refusedAtRun(operation, own),
      }
    })
    .toSorted((left, right) => (left.operation.id < right.operation.id ? -1 : 1))
}

function reasonOf(refusal: Refusal | undefined): OperationReport['refused'] {
  return refusal === undefined ? null : { reason: refusal.reason, place: refusal.place }
}

interface Count {
  readonly test: string
  readonly caller: string
  readonly count: number
}

/** Lines hold totals so far: of each counter, test and caller the highest counts. */
function countCrossings(records: readonly SimulationRecord[]): readonly Count[] {
  const lines = records.filter(record => record.is === 'crossing')
  const groups = groupBy(lines, ({ counter, test, caller }) => [counter, test, caller].join('\0'))
  return [...groups.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return []
    const count = Math.max(first.count, ...rest.map(each => each.count))
    return [{ test: first.test, caller: first.caller, count }]
  })
}

function totals(counts: readonly Count[], by: 'test' | 'caller'): readonly (readonly [string, number])[] {
  const groups = groupBy(counts, each => each[by])
  return [...groups]
    .map(([key, each]) => [key, sum(each.map(({ count }) => count))] as const)
    .toSorted(([left, many], [right, more]) => more - many || (left < right ? -1 : 1))
}

function describeObservations(records: readonly SimulationRecord[]): readonly Observation[] {
  const lines = records.filter(record => record.is === 'observation')
  const groups = groupBy(lines, ({ kind, path, detail }) => JSON.stringify([kind, path, detail]))
  return [...groups.values()]
    .flatMap(group => {
      const [first] = group
      if (first === undefined) return []
      const { kind, path, detail } = first
      return [{ kind, path, detail, tests: [...new Set(group.map(({ test }) => test))].toSorted() }]
    })
    .toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
}

function keyOf({ kind, path, detail }: Observation): string {
  return [kind, path, detail].join('\0')
}

/** What could only be told when its file ran; one declaration of several that works is enough. */
function refusedAtRun(
  { file }: SimulatedOperation,
  records: readonly SimulationRecord[],
): OperationReport['refused'] {
  const refusal = records.find(record => record.is === 'refused')
  if (refusal === undefined || records.some(record => record.is === 'crossing')) return null
  return { reason: refusal.reason, place: { file, line: 1, column: 1 } }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
