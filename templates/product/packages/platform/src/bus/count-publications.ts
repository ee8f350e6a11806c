import { watchPublications } from '../outbox/watch-publications.js'
import type { BusMember } from './bus.js'
import { type BusTelemetry, noBusTelemetry } from './bus-telemetry.js'

/** Until the answer is called. */
export function countPublications(
  members: readonly BusMember[],
  { countPublished }: BusTelemetry = noBusTelemetry,
): () => void {
  const ends = members.map(({ database: { db, module } }) =>
    watchPublications(db, event => countPublished({ module, event })),
  )
  return () => {
    for (const end of ends) end()
  }
}
