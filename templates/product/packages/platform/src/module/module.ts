import type { QueryExecutorProvider } from 'kysely'
import type { output, ZodType } from 'zod'
import type { ContractDefinition, Implementation } from '../contract/index.js'
import type { EventDefinition, EventEnvelope } from '../events/index.js'
import type { RouteSet } from '../http/routes.js'

/** Handles one event in a transaction of the module; the inbox makes it happen once. */
export interface Subscription {
  /** Unique in the module; names the reader's position: `welcome-mail`. */
  readonly name: string
  readonly event: EventDefinition
  readonly handle: (payload: never, delivery: Delivery) => Promise<void>
}

export interface Delivery {
  readonly envelope: EventEnvelope
  /** Of the module that handles it. */
  readonly tx: QueryExecutorProvider
}

/** Work that one replica does at a time, again and again. */
export interface Job {
  readonly name: string
  /** Milliseconds between two runs. */
  readonly every: number
  readonly run: (signal: AbortSignal) => Promise<void>
}

/** A module as the wiring sees it. */
export interface Module<C extends ContractDefinition = ContractDefinition> {
  readonly contract: C
  readonly implementation: Implementation<C>
  /** Null where it answers no HTTP requests itself. */
  readonly routes: RouteSet | null
  /** The events that it publishes. */
  readonly events: readonly EventDefinition[]
  readonly subscriptions: readonly Subscription[]
  readonly jobs: readonly Job[]
}

/** Ties a handler to its event with the types of both. */
export function on<Payload extends ZodType>(
  event: EventDefinition<Payload>,
  name: string,
  handle: (payload: output<Payload>, delivery: Delivery) => Promise<void>,
): Subscription {
  return { name, event: event as EventDefinition, handle: handle as Subscription['handle'] }
}
