import type { AnyModuleDatabase } from '../database/index.js'
import { readOutbox } from '../outbox/read-outbox.js'
import type { EventStream } from './nats-connection.js'
import { derivePartition, subjectOf } from './partition.js'
import { advance, readPosition } from './positions.js'

export interface RelayOptions {
  readonly publisher: AnyModuleDatabase
  readonly product: string
  readonly partitions: number
}

/** The name under which a relay's position is kept, among those of the module's own subscriptions. */
export const relayName = 'nats relay'

const batch = 200

/** Takes the next events of an outbox to the stream. Repeats them all when it is interrupted: their ids tell them apart. */
export async function relay(
  { js }: EventStream,
  { publisher, product, partitions }: RelayOptions,
): Promise<true | null> {
  const source = publisher.module
  const from = await readPosition(publisher.db, relayName, source)
  const records = await readOutbox(publisher.db, { type: null, after: from, limit: batch })
  const last = records.at(-1)
  if (!last) return null
  await Promise.all(
    Array.from({ length: partitions }, async (_, partition) => {
      for (const { envelope } of records) {
        if (derivePartition(envelope.key, partitions) !== partition) continue
        await js.publish(subjectOf(product, envelope.type, partition), JSON.stringify(envelope), {
          msgID: envelope.id,
        })
      }
    }),
  )
  await advance(publisher.db, relayName, { source, from, to: last.position })
  return true
}
