import type { Mode } from '../config/model.js'

/** Requests that the new side answered from the start of a canary until it was rolled back. */
export interface Affected {
  readonly requests: number
  /** Of these: what the ramp counts as an error. */
  readonly failed: number
}

/** What a route does now, and why. */
export interface RouteState {
  readonly mode: Mode
  /** Percent, with two decimals. */
  readonly share: number
  /** What the config declared when this was recorded: a new declaration wins over the state. */
  readonly declared: { readonly mode: Mode; readonly share: number }
  /** Null while a ramp may go on; otherwise why it was stopped. */
  readonly halted: string | null
  /** Of the rollback that halted the route, added up over all instances; absent where none was watching. */
  readonly affected?: Affected
  /** Position in the ramp's steps; -1 before the first. */
  readonly step: number
  /** Milliseconds since 1970 when the share or mode last changed. */
  readonly since: number
  /** Requests that the old side had to answer although the route is retired or new, and the last of all its requests. */
  readonly legacyHits: number
  readonly lastLegacyHit: number | null
  /** Milliseconds since 1970 when the config ceased to have the route; absent while it has it. */
  readonly missingSince?: number
}

/** JSON paths that differ between two answers of the old system itself, with how often. */
export interface LearnedNoise {
  readonly comparisons: number
  readonly paths: Readonly<Record<string, number>>
}

/** Everything that outlives a restart. `revision` grows with each change: a change based on an older one is refused. */
export interface ProxyState {
  readonly revision: number
  readonly routes: Readonly<Record<string, RouteState>>
  readonly noise: Readonly<Record<string, LearnedNoise>>
  /** Everything back to the old side, whatever the routes say. */
  readonly killed: boolean
}

/** Where the state is kept. All instances of a proxy share one. */
export interface StateStore {
  /** Null when nothing has been stored yet. Throws when what is there cannot be read. */
  readonly load: () => Promise<ProxyState | null>
  /** Stores a state if nobody has stored another since; false when somebody has. */
  readonly save: (state: ProxyState, basedOn: number) => Promise<boolean>
  /** Calls back soon after another instance has stored a state, now and then for nothing; the function returned ends that. */
  readonly watch: (changed: () => void) => () => void
  readonly close: () => Promise<void>
}

/** Before anything has been stored. */
export const emptyState: ProxyState = { revision: 0, routes: {}, noise: {}, killed: false }
