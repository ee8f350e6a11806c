import type { AnyModuleDatabase } from '../database/index.js'
import { sql } from 'kysely'
import { beginning, type Position, readOutbox } from '../outbox/read-outbox.js'
import type { EventStream } from './nats-connection.js'
import { derivePartition, subjectOf } from './partition.js'
import { advance, readPosition } from './positions.js'

export interface RelayOptions {
  readonly publisher: AnyModuleDatabase
  readonly product: string
  readonly partitions: number
}

/** The name under which a relay's positions are kept, among those of the module's own subscriptions. */
export const relayName = 'nats relay'

const batch = 200

/** A stream that was made anew gets what the outbox still holds once more. */
function relayedTo({ identity }: EventStream, { module }: AnyModuleDatabase): string {
  return `${module} ${identity}`
}

/** How far a relay has come: in this stream, or, while it is not known which one there will be, in any. */
export async function positionOfRelay(
  publisher: AnyModuleDatabase,
  stream: EventStream | null,
): Promise<Position> {
  if (stream !== null) return readPosition(publisher.db, relayName, relayedTo(stream, publisher))
  const { rows } = await sql<Position>`
    select xid, seq from positions where consumer = ${relayName} order by xid desc, seq desc limit 1`.execute(
    publisher.db,
  )
  return rows[0] ?? beginning
}

/** Takes the next events of an outbox to the stream. Repeats them all when it is interrupted: their ids tell them apart. */
export async function relay(
  stream: EventStream,
  { publisher, product, partitions }: RelayOptions,
): Promise<true | null> {
  const source = relayedTo(stream, publisher)
  const from = await readPosition(publisher.db, relayName, source)
  const records = await readOutbox(publisher.db, { type: null, after: from, limit: batch })
  const last = records.at(-1)
  if (!last) return null
  await Promise.all(
    Array.from({ length: partitions }, async (_, partition) => {
      for (const { envelope } of records) {
        if (derivePartition(envelope.key, partitions) !== partition) continue
        await stream.js.publish(subjectOf(product, envelope.type, partition), JSON.stringify(envelope), {
          msgID: envelope.id,
        })
      }
    }),
  )
  await advance(publisher.db, relayName, { source, from, to: last.position })
  return true
}
