import type { output, ZodType } from 'zod'

/** One kind of integration event, as others may rely on it. */
export interface EventDefinition<Payload extends ZodType = ZodType> {
  /** `users.UserSignedUp`: module and name. */
  readonly type: string
  /** Grows with each change that old readers could not read. */
  readonly version: number
  readonly description: string
  readonly payload: Payload
  /** Events of one key arrive in the order in which they were committed. */
  readonly key: (payload: output<Payload>) => string
  /** From an older version's payload to that of the next one, by the older version. */
  readonly upcasters?: Readonly<Record<number, (payload: never) => unknown>>
}

/** An event on its way. */
export interface EventEnvelope {
  /** UUID; the same on every delivery. */
  readonly id: string
  readonly type: string
  readonly version: number
  readonly key: string
  /** Of the aggregate after the change that the event tells of; null where the publisher counts none. */
  readonly aggregateVersion: number | null
  readonly payload: unknown
  /** ISO 8601. */
  readonly occurredAt: string
  readonly tenant: string | null
  readonly traceparent: string | null
}

export function defineEvent<Payload extends ZodType>(
  event: EventDefinition<Payload>,
): EventDefinition<Payload> {
  return event
}
