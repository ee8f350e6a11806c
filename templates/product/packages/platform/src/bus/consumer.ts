import { setTimeout as sleep } from 'node:timers/promises'
import { type QueryExecutorProvider, sql } from 'kysely'
import { runInContext } from '../contract/index.js'
import type { AnyModuleDatabase, Log } from '../database/index.js'
import type { EventEnvelope } from '../events/index.js'
import type { Subscription } from '../module/index.js'
import { decodePayload } from '../outbox/decode-payload.js'
import type { Position } from '../outbox/read-outbox.js'
import { ageOfRetries } from './backlog.js'
import { type BusTelemetry, type HandledEvent, noBusTelemetry } from './bus-telemetry.js'
import { advance, readPosition, type Step } from './positions.js'
import { deferEvent, hasWaiting, nextRetries, type Retry, settleRetry } from './retries.js'
import { deriveDelay, type RetryPolicy } from './retry-policy.js'

/** Handles the events of one subscription, each in one transaction with its inbox row and the reader's position. */
export interface Consumer {
  /** `payments.welcome-credit`. */
  readonly name: string
  readonly position: (source: string) => Promise<Position>
  /** False where another reader has been there in the meantime: ask for the position anew. */
  readonly receive: (envelope: EventEnvelope, step: Step) => Promise<boolean>
  /** Tries again what is due. Answers the milliseconds until the next is; null for none. */
  readonly retryDue: (signal: AbortSignal) => Promise<number | null>
  readonly hasRetries: () => Promise<boolean>
  /** Seconds since the oldest event was published that waits to be tried again; 0 for none. */
  readonly ageOfRetries: () => Promise<number>
  readonly tellBacklog: (seconds: number) => void
}

export interface ConsumerOptions {
  readonly subscription: Subscription
  readonly database: AnyModuleDatabase
  readonly retry: RetryPolicy
  readonly log: Log
  readonly telemetry?: BusTelemetry
}

export function createConsumer(options: ConsumerOptions): Consumer {
  const { subscription, database, retry, log, telemetry = noBusTelemetry } = options
  const { name: consumer, event } = subscription
  const labels = { module: database.module, subscription: consumer }

  const handleOnce = async (
    tx: QueryExecutorProvider,
    envelope: EventEnvelope,
  ): Promise<'handled' | 'repeated'> => {
    const inbox = await sql`
      insert into inbox (event_id, consumer) values (${envelope.id}, ${consumer})
      on conflict do nothing returning 1`.execute(tx)
    if (inbox.rows.length === 0) return 'repeated'
    const { id, type, tenant, traceparent } = envelope
    const context = { caller: null, deadline: null, tenant, traceparent }
    await runInContext(context, () =>
      telemetry.traceEvent({ ...labels, event: type, id }, async () => {
        const payload = decodePayload(event, envelope)
        await withinTime(retry.timeout, subscription.handle(payload as never, { envelope, tx }))
      }),
    )
    return 'handled'
  }

  /** Nothing is told where another reader was faster. */
  const observe = ({ type }: EventEnvelope, began: number, outcome: HandledEvent['outcome'] | null) => {
    if (outcome === null) return
    telemetry.observeEvent({ ...labels, event: type, outcome, seconds: (performance.now() - began) / 1000 })
  }

  /** In the trace of whoever published the event. */
  const tellFailure = (envelope: EventEnvelope, attempts: number, error: unknown) =>
    runInContext({ traceparent: envelope.traceparent }, () => writeFailure(envelope, attempts, error))

  const writeFailure = (envelope: EventEnvelope, attempts: number, error: unknown) => {
    const fields = {
      consumer: `${database.module}.${consumer}`,
      event: envelope.id,
      type: envelope.type,
      attempts,
      err: error,
    }
    if (attempts >= retry.attempts) log.error(fields, 'an event became a dead letter')
    else log.warn(fields, 'an event was not handled and is tried again')
  }

  /** Writes down what becomes of an event whose attempt failed. */
  const afterFailure = async (
    tx: QueryExecutorProvider,
    envelope: EventEnvelope,
    {
      attempts,
      error,
      number,
    }: { readonly attempts: number; readonly error: unknown; readonly number?: string },
  ): Promise<'dead' | 'retried'> => {
    const failure = { attempts, reason: reasonOf(error) }
    if (attempts >= retry.attempts) {
      await bury(tx, consumer, envelope, failure)
      return 'dead'
    }
    const place = number === undefined ? {} : { number }
    await deferEvent(tx, { consumer, envelope, ...failure, ...place, delay: deriveDelay(retry, attempts) })
    return 'retried'
  }

  const again = async ({ number, envelope, attempts }: Retry): Promise<void> => {
    const began = performance.now()
    const settle = (tx: QueryExecutorProvider) => settleRetry(tx, { consumer, number })
    try {
      const outcome = await database.transaction(async tx =>
        (await settle(tx)) ? await handleOnce(tx, envelope) : null,
      )
      observe(envelope, began, outcome)
    } catch (error) {
      const failure = { attempts: attempts + 1, error, number }
      const outcome = await database.transaction(async tx =>
        (await settle(tx)) ? await afterFailure(tx, envelope, failure) : null,
      )
      observe(envelope, began, outcome)
      if (outcome !== null) tellFailure(envelope, attempts + 1, error)
    }
  }

  return {
    name: `${database.module}.${consumer}`,
    position: source => readPosition(database.db, consumer, source),
    receive: async (envelope, step) => {
      const began = performance.now()
      try {
        const outcome = await database.transaction(async tx => {
          if (!(await advance(tx, consumer, step))) return null
          if (!(await hasWaiting(tx, consumer, envelope.key))) return await handleOnce(tx, envelope)
          await deferEvent(tx, { consumer, envelope, attempts: 0, reason: null, delay: 0 })
          return 'behind'
        })
        if (outcome !== 'behind') observe(envelope, began, outcome)
        return outcome !== null
      } catch (error) {
        const outcome = await database.transaction(async tx =>
          (await advance(tx, consumer, step))
            ? await afterFailure(tx, envelope, { attempts: 1, error })
            : null,
        )
        observe(envelope, began, outcome)
        if (outcome !== null) tellFailure(envelope, 1, error)
        return outcome !== null
      }
    },
    ageOfRetries: () => ageOfRetries(database.db, consumer),
    tellBacklog: seconds => telemetry.observeBacklog(labels, seconds),
    hasRetries: async () => (await nextRetries(database.db, consumer)).length > 0,
    retryDue: async signal => {
      while (!signal.aborted) {
        const heads = await nextRetries(database.db, consumer)
        const due = heads.filter(({ wait }) => wait <= 0)
        if (due.length === 0) return heads.length === 0 ? null : Math.min(...heads.map(({ wait }) => wait))
        for (const head of due) {
          if (signal.aborted) return null
          await again(head)
        }
      }
      return null
    },
  }
}

async function bury(
  tx: QueryExecutorProvider,
  consumer: string,
  envelope: EventEnvelope,
  failure: { readonly attempts: number; readonly reason: string },
): Promise<void> {
  await sql`
    insert into dead_letters (consumer, event_id, envelope, attempts, reason)
    values (${consumer}, ${envelope.id}, ${JSON.stringify(envelope)}::jsonb, ${failure.attempts}, ${failure.reason})
    on conflict (consumer, event_id) do update
    set attempts = excluded.attempts, reason = excluded.reason, died_at = now()`.execute(tx)
}

/** The transaction is rolled back then, and the handler can do nothing more with it. */
async function withinTime(timeout: number, work: Promise<void>): Promise<void> {
  const done = new AbortController()
  const late = sleep(timeout, undefined, { signal: done.signal }).then(() => {
    throw new Error(`The handler took longer than ${timeout} ms`)
  })
  late.catch(() => {})
  try {
    await Promise.race([work, late])
  } finally {
    done.abort()
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
