import type { ts } from 'ts-morph'

/** Crossings of one operation at one place, on one run. */
export interface Crossings {
  readonly operation: string
  readonly node: ts.Node
  readonly times: number
}

/** What running a piece of code crosses; numbers may be fractions, for branches that run half of the time. */
export interface Cost {
  readonly longest: Way
  readonly typical: Way
  readonly unbounded: boolean
}

export interface Way {
  readonly calls: number
  readonly trips: number
  readonly crossings: readonly Crossings[]
}

const nowhere: Way = { calls: 0, trips: 0, crossings: [] }
export const noCost: Cost = { longest: nowhere, typical: nowhere, unbounded: false }

/** More places than anybody reads. */
const crossingLimit = 100

export function crossOnce(operation: string, node: ts.Node): Cost {
  const once: Way = { calls: 1, trips: 1, crossings: [{ operation, node, times: 1 }] }
  return { longest: once, typical: once, unbounded: false }
}

/** One after the other. */
export function inSequence(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (left, right) => (left === noCost ? right : right === noCost ? left : joinBy(left, right, addTrips)),
    noCost,
  )
}

/** Side by side: all calls, but the round trips of the slowest. */
export function sideBySide(costs: readonly Cost[]): Cost {
  return costs.reduce((left, right) => joinBy(left, right, Math.max), noCost)
}

/** One of several: the longest takes the worst of them, the typical one their mean. */
export function oneOf(costs: readonly Cost[]): Cost {
  if (costs.every(each => each === noCost)) return noCost
  const longest = costs
    .map(each => each.longest)
    .reduce((left, right) => (right.trips > left.trips ? right : left))
  const typical = costs
    .map(each => scaleWay(each.typical, 1 / costs.length, 1 / costs.length))
    .reduce((left, right) => joinWays(left, right, addTrips))
  return { longest, typical, unbounded: costs.some(each => each.unbounded) }
}

/** Many times; in parallel, one round of trips is waited for. */
export function repeat(cost: Cost, { times, parallel, bounded }: Repeated): Cost {
  if (cost === noCost) return noCost
  const trips = parallel ? Math.min(times, 1) : times
  return {
    longest: scaleWay(cost.longest, times, trips),
    typical: scaleWay(cost.typical, times, trips),
    unbounded: cost.unbounded || !bounded,
  }
}

export interface Repeated {
  readonly times: number
  readonly parallel: boolean
  readonly bounded: boolean
}

/** On the longest path alone: what failures run. */
export function seldom(cost: Cost): Cost {
  return cost === noCost ? noCost : { ...cost, typical: nowhere }
}

function addTrips(left: number, right: number): number {
  return left + right
}

function joinBy(left: Cost, right: Cost, trips: (left: number, right: number) => number): Cost {
  return {
    longest: joinWays(left.longest, right.longest, trips),
    typical: joinWays(left.typical, right.typical, trips),
    unbounded: left.unbounded || right.unbounded,
  }
}

function joinWays(left: Way, right: Way, trips: (left: number, right: number) => number): Way {
  return {
    calls: left.calls + right.calls,
    trips: trips(left.trips, right.trips),
    crossings: [...left.crossings, ...right.crossings].slice(0, crossingLimit),
  }
}

function scaleWay(way: Way, calls: number, trips: number): Way {
  const crossings = way.crossings.map(each => ({ ...each, times: each.times * calls }))
  return { calls: way.calls * calls, trips: way.trips * trips, crossings }
}
