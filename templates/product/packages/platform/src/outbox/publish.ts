import { randomUUID } from 'node:crypto'
import { CompiledQuery, type QueryExecutorProvider } from 'kysely'
import { encode, type output, type ZodType } from 'zod'
import { currentContext } from '../contract/index.js'
import { currentTransaction } from '../database/transaction-scope.js'
import type { EventDefinition } from '../events/index.js'
import { publisherOf } from './publisher-of.js'
import { sendWakeUp } from './wake-up.js'
import { tellPublished } from './watch-publications.js'

/**
 * A transaction that waited for another's row lock may have got its number first. It takes over the highest number
 * that its key has, so that the order by (xid, seq) is the order of the commits.
 */
const insert = `
insert into outbox (xid, id, type, version, key, aggregate_version, payload, tenant, traceparent)
values (
  greatest(pg_current_xact_id(), (select xid from outbox where key = $4 order by xid desc limit 1)),
  $1, $2, $3, $4, $5, $6::jsonb, $7, $8
)`

export interface PublishOptions {
  /** Of the aggregate after this change, where it counts its versions. */
  readonly aggregateVersion?: number
}

/**
 * Puts an event into the module's outbox, in the transaction of the change that it tells of. Call it after the aggregate was
 * written: its row lock is what gives transactions of one key their order. Answers the id of the event.
 */
export async function publish<Payload extends ZodType>(
  tx: QueryExecutorProvider,
  event: EventDefinition<Payload>,
  payload: output<Payload>,
  options: PublishOptions = {},
): Promise<string> {
  const scope = currentTransaction()
  if (scope && scope.module !== publisherOf(event.type)) {
    throw new Error(`${scope.module} may not publish ${event.type}: only ${publisherOf(event.type)} does`)
  }
  const id = randomUUID()
  const key = event.key(payload)
  const json = JSON.stringify(encode(event.payload, payload))
  const { tenant, traceparent } = currentContext()
  const version = options.aggregateVersion ?? null
  const values = [id, event.type, event.version, key, version, json, tenant, traceparent]
  await tx.getExecutor().executeQuery(CompiledQuery.raw(insert, values))
  scope?.afterCommit.add(sendWakeUp)
  scope?.afterCommit.add(db => tellPublished(db, event.type))
  return id
}
