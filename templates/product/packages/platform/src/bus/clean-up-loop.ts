import { setTimeout as sleep } from 'node:timers/promises'
import type { AnyModuleDatabase } from '../database/index.js'
import type { Lease } from '../jobs/leases.js'
import { cleanUpInbox, cleanUpOutbox } from '../outbox/clean-up.js'
import type { Position } from '../outbox/read-outbox.js'

/** Milliseconds. */
const every = 3_600_000

/** Keeps outbox and inbox of a module small; `findPassed` tells by type how far the slowest reader has come. */
export async function cleanUpAgainAndAgain(
  { db }: AnyModuleDatabase,
  findPassed: () => Promise<ReadonlyMap<string, Position>>,
  { signal }: Lease,
): Promise<void> {
  while (!signal.aborted) {
    await cleanUpOutbox(db, await findPassed())
    await cleanUpInbox(db)
    await sleep(every, undefined, { signal }).catch(() => {})
  }
}
