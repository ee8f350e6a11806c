import type { AnyModuleDatabase } from '../database/index.js'
import type { Module } from '../module/index.js'

/** A module with its data, as far as events are concerned. */
export interface BusMember {
  readonly module: {
    readonly contract: Pick<Module['contract'], 'name'>
    readonly events: Module['events']
    readonly subscriptions: Module['subscriptions']
  }
  readonly database: AnyModuleDatabase
}

/** Carries events from the outboxes of modules to the subscriptions of modules, in any number of processes. */
export interface Bus {
  /** From now on, the subscriptions of the members are served by this process, or by another one that holds their lease. */
  readonly startSubscriptions: (members: readonly BusMember[]) => Promise<RunningSubscriptions>
}

export interface RunningSubscriptions {
  /** Resolves once everything that was committed is handled or has become a dead letter. For tests and tools. */
  readonly settled: () => Promise<void>
  /** Ends what it has begun, begins nothing more, and lets others take over. */
  readonly drain: () => Promise<void>
}
