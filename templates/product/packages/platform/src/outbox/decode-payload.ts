import type { EventDefinition, EventEnvelope } from '../events/index.js'

/** The payload as the reader knows it: lifted from the version it was published with, then checked. */
export function decodePayload(event: EventDefinition, envelope: EventEnvelope): unknown {
  if (envelope.version > event.version) {
    throw new Error(
      `${envelope.type} has version ${envelope.version}, and this reader knows ${event.version} at most`,
    )
  }
  let payload = envelope.payload
  for (let version = envelope.version; version < event.version; version++) {
    const upcast = event.upcasters?.[version]
    if (!upcast) throw new Error(`${event.type} has no upcaster from version ${version}`)
    payload = upcast(payload as never)
  }
  return event.payload.parse(payload)
}
