import { isServerAway, type Log } from '../database/index.js'

/** Tells of failures under many leases, and of a database that is away once for all of them. */
export interface AwayNotice {
  readonly failed: (lease: string, error: unknown) => void
  /** The database has answered. */
  readonly back: () => void
}

export function createAwayNotice(log: Log): AwayNotice {
  let away = false
  return {
    failed: (lease, error) => {
      const reason = error instanceof Error ? error.message : String(error)
      if (!isServerAway(error)) log.warn({ lease, reason }, 'work under a lease failed')
      else if (!away) log.warn({ reason: causeOf(error) }, 'the database is away: work under leases waits')
      away ||= isServerAway(error)
    },
    back: () => {
      if (away) log.info({}, 'the database is back: work under leases goes on')
      away = false
    },
  }
}

function causeOf(error: unknown): string {
  const { cause } = error as Error
  return cause instanceof Error ? cause.message : (error as Error).message
}
