import type { Server } from '../support/processes.js'

/** Releases of the new side. `first` differs from the old side; `flaky`, `slow` and `down` are broken. */
export type Release = 'first' | 'good' | 'flaky' | 'slow' | 'down'

/** A route that moves to the new side. */
export interface MovedRoute {
  readonly id: string
  /** `/api/seeds/:id`; parameters may have other names in what was found. */
  readonly path: string
  readonly methods: readonly string[]
}

/** A request of the load. */
export interface LoadRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Id of the moved route that it belongs to; null for what stays. */
  readonly route: string | null
}

export interface CollectionResult {
  readonly passed: number
  readonly failed: number
  /** What failed, for a person. */
  readonly told: string
}

/** A broken release, and what the proxy has to do about it. */
export interface BrokenRelease {
  readonly release: Release
  /** Routes that have to be rolled back; all others have to stay. */
  readonly routes: readonly string[]
  /** What the reason has to speak of. */
  readonly reason: RegExp
  /** Every so manieth request is for the first of the routes. */
  readonly focus: number
}

/** An old system, what replaces half of it, the tests of its API, and its users. */
export interface Scene {
  readonly name: string
  readonly startOld: () => Promise<Server>
  readonly startNew: (release: Release) => Promise<Server>
  /** Runs the API tests against an address. */
  readonly runCollection: (origin: string) => Promise<CollectionResult>
  /** Requests that the old system tells of in a line of its log; null for other lines. */
  readonly readOldLog: (line: string) => { readonly method: string; readonly path: string } | null
  /** `METHOD /path` of all routes that the old system has and the API tests use. */
  readonly routes: readonly string[]
  readonly moved: readonly MovedRoute[]
  /** For `defaults` of the config. */
  readonly defaults: Readonly<Record<string, unknown>>
  /** Where the first release differs, by route: the pattern that the status has to name. */
  readonly differs: Readonly<Record<string, string>>
  /** What is meant to differ, by route: for `compare.ignore` of the config. */
  readonly ignored: Readonly<Record<string, readonly string[]>>
  readonly broken: readonly BrokenRelease[]
  /** Requests a second. */
  readonly rate: number
  /** Signs so many users in; returns what each sends next, given a random number and, if any, the route wanted. */
  readonly signIn: (
    origin: string,
    count: number,
  ) => Promise<readonly ((random: number, wanted: string | null) => LoadRequest)[]>
  readonly stop: () => Promise<void>
}
