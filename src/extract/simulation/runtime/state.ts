import type { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { builtin } from './builtin.js'
import { readSettings, type Settings } from './settings.js'

/** On which side of the border code runs. */
export type Side = 'inside' | 'outside'

/** What one call over the border tells those that it leads to. */
export interface Chain {
  readonly side: Side
  readonly operation: string
  readonly around: Chain | null
}

/** All that is remembered; once per global object, however often a runner loads this code anew. */
export interface State {
  readonly settings: Settings
  readonly inside: ReadonlySet<string>
  readonly chain: AsyncLocalStorage<Chain>
  /** Where the other side runs: contexts of the caller, as `AsyncLocalStorage` keeps them, are not there. */
  readonly elsewhere: AsyncResource
  /** Timers as they were before tests put theirs in place. */
  readonly timers: Pick<typeof import('node:timers'), 'setTimeout' | 'clearTimeout'>
  /** Function whose next call is our own and goes through; null when there is none. */
  reentry: unknown
  /** Operation that has just been let through: the same one behind it, as in a base class, is no other crossing. */
  passing: string | null
  /** Calls under way, by operation. */
  readonly active: Map<string, number>
  /** Calls so far, by operation. */
  readonly calls: Map<string, number>
}

const key = Symbol.for('banyan.simulation')

export function stateOf(): State {
  const holder = globalThis as unknown as { [key]?: State }
  holder[key] ??= createState()
  return holder[key]
}

function createState(): State {
  const settings = readSettings()
  const { setTimeout, clearTimeout } = builtin('timers')
  return {
    settings,
    inside: new Set(settings.inside),
    chain: new (builtin('async_hooks').AsyncLocalStorage)<Chain>(),
    elsewhere: new (builtin('async_hooks').AsyncResource)('banyan-simulation'),
    timers: { setTimeout, clearTimeout },
    reentry: null,
    passing: null,
    active: new Map(),
    calls: new Map(),
  }
}
