import { setTimeout as sleep } from 'node:timers/promises'
import { type QueryExecutorProvider, sql } from 'kysely'
import { runInContext } from '../contract/index.js'
import type { AnyModuleDatabase, Log } from '../database/index.js'
import type { EventEnvelope } from '../events/index.js'
import type { Subscription } from '../module/index.js'
import { decodePayload } from '../outbox/decode-payload.js'
import type { Position } from '../outbox/read-outbox.js'
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
}

export interface ConsumerOptions {
  readonly subscription: Subscription
  readonly database: AnyModuleDatabase
  readonly retry: RetryPolicy
  readonly log: Log
}

export function createConsumer({ subscription, database, retry, log }: ConsumerOptions): Consumer {
  const { name: consumer, event } = subscription

  const handleOnce = async (tx: QueryExecutorProvider, envelope: EventEnvelope): Promise<void> => {
    const inbox = await sql`
      insert into inbox (event_id, consumer) values (${envelope.id}, ${consumer})
      on conflict do nothing returning 1`.execute(tx)
    if (inbox.rows.length === 0) return
    const { tenant, traceparent } = envelope
    const context = { caller: null, deadline: null, tenant, traceparent }
    await runInContext(context, async () => {
      const payload = decodePayload(event, envelope)
      await withinTime(retry.timeout, subscription.handle(payload as never, { envelope, tx }))
    })
  }

  const tell = (envelope: EventEnvelope, attempts: number, error: unknown) => {
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

  const again = async ({ number, envelope, attempts }: Retry): Promise<void> => {
    try {
      await database.transaction(async tx => {
        if (!(await settleRetry(tx, { consumer, number }))) return
        await handleOnce(tx, envelope)
      })
    } catch (error) {
      const failed = attempts + 1
      await database.transaction(async tx => {
        if (!(await settleRetry(tx, { consumer, number }))) return
        const failure = { attempts: failed, reason: reasonOf(error), number }
        if (failed >= retry.attempts) await bury(tx, consumer, envelope, failure)
        else await deferEvent(tx, { consumer, envelope, ...failure, delay: deriveDelay(retry, failed) })
      })
      tell(envelope, failed, error)
    }
  }

  return {
    name: `${database.module}.${consumer}`,
    position: source => readPosition(database.db, consumer, source),
    receive: async (envelope, step) => {
      try {
        return await database.transaction(async tx => {
          if (!(await advance(tx, consumer, step))) return false
          if (await hasWaiting(tx, consumer, envelope.key)) {
            await deferEvent(tx, { consumer, envelope, attempts: 0, reason: null, delay: 0 })
          } else await handleOnce(tx, envelope)
          return true
        })
      } catch (error) {
        const moved = await database.transaction(async tx => {
          if (!(await advance(tx, consumer, step))) return false
          const failure = { attempts: 1, reason: reasonOf(error) }
          if (retry.attempts <= 1) await bury(tx, consumer, envelope, failure)
          else await deferEvent(tx, { consumer, envelope, ...failure, delay: deriveDelay(retry, 1) })
          return true
        })
        if (moved) tell(envelope, 1, error)
        return moved
      }
    },
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
