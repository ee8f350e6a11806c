import type { Place } from '../../kernel/finding.js'
import { comparePlaces } from '../asynchrony/order.js'
import { nameOf, type Scope } from '../calls/index.js'
import { type Border, findOperationUses } from '../calls/operation-uses.js'
import type { EntryPoint } from '../frameworks/framework.js'
import type { Operation } from '../treatment/treatment.js'
import {
  type Assumptions,
  type Chattiness,
  defaultAssumptions,
  type EntryPointCost,
  type PathCost,
  type SameCall,
} from './chattiness.js'
import type { Cost, Way } from './cost.js'
import { findEntryScope } from './entry-scope.js'
import { findRepeatedCalls } from './find-repeated-calls.js'
import { findSameCalls } from './find-same-calls.js'
import { findSideBySide } from './find-side-by-side.js'
import { createCostMeasure } from './measure-cost.js'
import { findReach, findRoots, type Reach } from './reach.js'

export interface ChattinessRequest {
  readonly border: Border
  readonly operations: readonly Operation[]
  /** What the outside calls. Where there is none, functions that nobody calls take their place. */
  readonly entryPoints: readonly EntryPoint[]
  readonly assumptions?: Partial<Assumptions>
}

/** What calls over the border cost once a network lies between: repeated ones, and those of each request. */
export function deriveChattiness(request: ChattinessRequest): Chattiness {
  const { border, operations } = request
  const { calls } = border
  const assumptions = { ...defaultAssumptions, ...request.assumptions }
  const found = operations.map(each => findOperationUses(each, border))
  const reach = findReach(found, calls)
  const measure = createCostMeasure({ calls, reach, items: assumptions.items })
  const entries = findEntries(request, reach)
  const costs = entries.map(entry => costOf(entry, measure(entry.scope), { border, assumptions }))
  return {
    repeated: found.flatMap(each => findRepeatedCalls(each, border)).toSorted(byPlace),
    sideBySide: findSideBySide(reach, calls).toSorted((left, right) =>
      byPlace(first(left.calls), first(right.calls)),
    ),
    same: entries.flatMap(entry => sameCallsOf(entry, reach, border)),
    entryPoints: costs.filter(({ longest }) => longest.calls > 0).toSorted(byCost),
    assumptions,
    formula:
      `Round trips × ${assumptions.p50} ms at the median, × ${assumptions.p99} ms at the 99th percentile, as if all of them ` +
      `were slow at once. Longest: the branch with the most round trips, failures included. Typical: each branch in an ` +
      `equal share of the cases, failures never. A loop runs as often as the code says, else ${assumptions.items} times.`,
  }
}

interface Entry {
  readonly name: string
  readonly kind: string
  readonly place: Place
  readonly scope: Scope
}

function findEntries({ border: { calls }, entryPoints }: ChattinessRequest, reach: Reach): readonly Entry[] {
  const entries = entryPoints.flatMap(({ name, kind, place, handler }) => {
    const scope = findEntryScope({ name, kind, place, handler }, calls)
    return scope === null ? [] : [{ name, kind, place, scope }]
  })
  if (entryPoints.length > 0) return entries.filter(({ scope }) => reach.scopes.has(scope))
  return findRoots(reach, calls)
    .map(scope => ({
      name: nameOf(scope) ?? '',
      kind: 'function',
      place: calls.program.placeOf(scope),
      scope,
    }))
    .toSorted(byPlace)
}

interface Reckoning {
  readonly border: Border
  readonly assumptions: Assumptions
}

function costOf(
  { name, kind, place }: Entry,
  cost: Cost,
  { border, assumptions }: Reckoning,
): EntryPointCost {
  const { program } = border.calls
  return {
    entryPoint: name,
    kind,
    place,
    longest: pathCost(cost.longest, assumptions),
    typical: pathCost(cost.typical, assumptions),
    unbounded: cost.unbounded,
    crossings: cost.longest.crossings.map(({ operation, node, times }) => ({
      operation,
      place: program.placeOf(node),
      times,
    })),
  }
}

function pathCost({ calls, trips }: Way, { p50, p99 }: Assumptions): PathCost {
  const roundTrips = round(trips)
  return { calls: round(calls), roundTrips, p50: round(roundTrips * p50), p99: round(roundTrips * p99) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function sameCallsOf({ name, scope }: Entry, reach: Reach, { calls }: Border): readonly SameCall[] {
  return findSameCalls(scope, { reach, calls }).map(({ operation, arguments: given, nodes }) => ({
    entryPoint: name,
    operation,
    arguments: given,
    places: nodes.map(node => calls.program.placeOf(node)).toSorted(comparePlaces),
  }))
}

function byPlace(left: { readonly place: Place }, right: { readonly place: Place }): number {
  return comparePlaces(left.place, right.place)
}

function byCost(left: EntryPointCost, right: EntryPointCost): number {
  return right.longest.roundTrips - left.longest.roundTrips || byPlace(left, right)
}

function first<T>(values: readonly T[]): T {
  const [value] = values
  if (value === undefined) throw new Error('A run of calls without calls.')
  return value
}
