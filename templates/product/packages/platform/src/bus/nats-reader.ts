import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream'
import type { EventEnvelope } from '../events/index.js'
import type { Consumer } from './consumer.js'
import type { EventStream } from './nats-connection.js'

export interface PartitionReader {
  readonly consumer: Consumer
  readonly subject: string
  /** Names the position, together with the stream, which numbers its messages. */
  readonly source: string
}

const prefetch = 100

/** Hands on the messages of one partition, from where the subscription stands, until the signal aborts. */
export async function readPartition(
  stream: EventStream,
  { consumer, subject, source }: PartitionReader,
  signal: AbortSignal,
): Promise<true> {
  const place = placeIn(stream, source)
  let from = await consumer.position(place)
  const ordered = await stream.js.consumers.get(stream.name, {
    filter_subjects: subject,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: Number(from.seq) + 1,
  })
  const messages = await ordered.consume({ max_messages: prefetch })
  const stop = () => messages.stop()
  const endings = [signal, stream.lost]
  for (const ending of endings) ending.addEventListener('abort', stop)
  const isOver = () => endings.some(({ aborted }) => aborted)
  if (isOver()) stop()
  try {
    for await (const message of messages) {
      if (isOver()) break
      const to = { xid: '0', seq: String(message.seq) }
      if (!(await consumer.receive(readEnvelope(message), { source: place, from, to }))) break
      from = to
    }
  } finally {
    for (const ending of endings) ending.removeEventListener('abort', stop)
    messages.stop()
    if (!stream.lost.aborted) await ordered.delete().catch(() => {})
  }
  return true
}

/** A stream that was made anew is read from its beginning: the inbox knows what has been handled. */
function placeIn({ identity }: EventStream, source: string): string {
  return `${source} ${identity}`
}

/** Whether everything that the stream holds of the partition was received. */
export async function isReadUp(
  stream: EventStream,
  { consumer, subject, source }: PartitionReader,
): Promise<boolean> {
  const { manager, name } = stream
  const last = await manager.streams.getMessage(name, { last_by_subj: subject })
  return last === null || last.seq <= Number((await consumer.position(placeIn(stream, source))).seq)
}

/** Seconds since the oldest event of the partition was published that was not received yet; 0 for none. */
export async function ageOfUnreceived(
  stream: EventStream,
  { consumer, subject, source }: PartitionReader,
): Promise<number> {
  const { manager, name } = stream
  const { seq } = await consumer.position(placeIn(stream, source))
  // The server knows `next_by_subj`; the client's types do not.
  const query = { seq: Number(seq) + 1, next_by_subj: subject }
  const next = await manager.streams.getMessage(name, query)
  if (next === null) return 0
  return Math.max(0, Date.now() - Date.parse(next.json<EventEnvelope>().occurredAt)) / 1000
}

function readEnvelope(message: JsMsg): EventEnvelope {
  return message.json<EventEnvelope>()
}
