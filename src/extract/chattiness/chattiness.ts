import type { Place } from '../../kernel/finding.js'

/**
 * How often a call runs for one run of what is around it. `field`: once for each item of a list that GraphQL answers
 * with; `serializer`: once for each object that is written.
 */
export const repetitions = ['loop', 'parallel', 'recursion', 'generator', 'field', 'serializer'] as const
export type Repetition = (typeof repetitions)[number]

/** What would make one call of many; `existing` tells an operation that is there already. */
export type Proposal =
  | { readonly kind: 'batch'; readonly operation: string; readonly existing: boolean }
  /** The arguments are the same each time: ask once, before. */
  | { readonly kind: 'hoist' }
  /** Collects what fields ask for within one tick. */
  | { readonly kind: 'loader'; readonly operation: string; readonly existing: boolean }

/** How many rounds there are at most, and what in the code says so. */
export interface Bound {
  readonly count: number
  readonly because: string
}

/** A call of an operation that runs many times. */
export interface RepeatedCall {
  readonly operation: string
  readonly place: Place
  readonly within: string | null
  readonly module: string | null
  readonly test: boolean
  readonly repetition: Repetition
  /** Where it is repeated: the loop, the recursive call, the field. */
  readonly at: Place
  /** What is gone through, as written. */
  readonly over: string | null
  /** Null where nothing in the code limits it. */
  readonly bound: Bound | null
  /** From the repetition down to the call, when it stands in another function. */
  readonly through: readonly { readonly name: string; readonly place: Place }[]
  /** Whether the arguments differ from round to round. */
  readonly varies: boolean
  readonly proposal: Proposal
}

/** Calls one after the other, none of which needs the answer of another. */
export interface SideBySide {
  readonly within: string | null
  readonly calls: readonly { readonly operation: string; readonly place: Place }[]
  /** Round trips that are saved when they run side by side. */
  readonly saves: number
}

/** The same call with the same arguments, more than once within one request. */
export interface SameCall {
  readonly entryPoint: string
  readonly operation: string
  readonly arguments: string
  readonly places: readonly Place[]
}

/** Crossings on one way through the code. A call within `Promise.all` counts, but waits with the others. */
export interface PathCost {
  /** Calls of operations. */
  readonly calls: number
  /** Calls that wait for one another. */
  readonly roundTrips: number
  /** Milliseconds: `roundTrips` times the assumed round trip. */
  readonly p50: number
  readonly p99: number
}

/** What one request costs once the border lies between two processes. */
export interface EntryPointCost {
  readonly entryPoint: string
  readonly kind: string
  readonly place: Place
  /** Every branch with the most crossings, failures included. */
  readonly longest: PathCost
  /** Branches half of the time each, failures never. */
  readonly typical: PathCost
  /** Whether a loop without a bound, or a recursion, is on the way: then `items` rounds are assumed. */
  readonly unbounded: boolean
  /** Crossings of the longest path. */
  readonly crossings: readonly { readonly operation: string; readonly place: Place; readonly times: number }[]
}

/** What is assumed of the network and of loops. */
export interface Assumptions {
  /** Milliseconds of a round trip, at the median. */
  readonly p50: number
  readonly p99: number
  /** Rounds of a loop about which the code says nothing. */
  readonly items: number
}

export const defaultAssumptions: Assumptions = { p50: 2, p99: 15, items: 10 }

export interface Chattiness {
  /** In order of place. */
  readonly repeated: readonly RepeatedCall[]
  readonly sideBySide: readonly SideBySide[]
  readonly same: readonly SameCall[]
  /** Entry points that cross the border, the most round trips first. */
  readonly entryPoints: readonly EntryPointCost[]
  readonly assumptions: Assumptions
  /** How the budgets were reckoned, for people. */
  readonly formula: string
}
