import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type AnyModuleDatabase, createBackoff, type Log } from '../database/index.js'
import { createAwayNotice } from './away-notice.js'

/** The right to do something alone, until it is lost. */
export interface Lease {
  /** Grows with every holder: what a holder of old still writes can be told apart. */
  readonly fence: string
  /** Aborts when the lease is lost or when it ends. */
  readonly signal: AbortSignal
}

export interface LeaseOptions {
  /** The platform's own. */
  readonly database: AnyModuleDatabase
  /** Unique among all processes. */
  readonly holder: string
  readonly log: Log
  /** Milliseconds until another process takes over from one that died; 10 seconds unless told otherwise. */
  readonly lifetime?: number
}

export interface Leases {
  /** Waits for the lease, works under it, and begins anew when the work ends or the lease is lost, until the signal aborts. */
  readonly hold: (name: string, signal: AbortSignal, work: (lease: Lease) => Promise<void>) => Promise<void>
}

export function createLeases({ database, holder, log, lifetime = 10_000 }: LeaseOptions): Leases {
  const notice = createAwayNotice(log)
  const acquire = async (name: string): Promise<string | null> => {
    const { rows } = await sql<{ fence: string }>`
      insert into leases as current (name, holder, fence, expires_at)
      values (${name}, ${holder}, 1, clock_timestamp() + make_interval(secs => ${lifetime / 1_000}))
      on conflict (name) do update set
        holder = excluded.holder, fence = current.fence + 1, expires_at = excluded.expires_at
      where current.expires_at < clock_timestamp()
      returning fence`.execute(database.db)
    return rows[0]?.fence ?? null
  }
  const renew = async (name: string, fence: string): Promise<boolean> => {
    const { rows } = await sql`
      update leases set expires_at = clock_timestamp() + make_interval(secs => ${lifetime / 1_000})
      where name = ${name} and fence = ${fence} returning 1`.execute(database.db)
    return rows.length > 0
  }
  const release = (name: string, fence: string) =>
    sql`update leases set expires_at = '-infinity' where name = ${name} and fence = ${fence}`.execute(
      database.db,
    )

  const keep = async (name: string, fence: string, lease: AbortController): Promise<void> => {
    let safeUntil = performance.now() + lifetime
    while (!lease.signal.aborted) {
      await sleep(lifetime / 3, undefined, { signal: lease.signal }).catch(() => {})
      if (lease.signal.aborted) return
      const asked = performance.now()
      const tooLate = sleep(Math.max(0, safeUntil - asked), null, { ref: false })
      const isOurs = await Promise.race([renew(name, fence).catch(() => null), tooLate])
      if (isOurs) safeUntil = asked + lifetime
      if (isOurs === false || performance.now() >= safeUntil) {
        log.warn({ lease: name }, 'a lease was lost')
        lease.abort()
      }
    }
  }

  const workUnder = async (
    name: string,
    fence: string,
    signal: AbortSignal,
    work: (lease: Lease) => Promise<void>,
  ) => {
    const lease = new AbortController()
    const stop = () => lease.abort()
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    const keeping = keep(name, fence, lease)
    try {
      await work({ fence, signal: lease.signal })
    } finally {
      signal.removeEventListener('abort', stop)
      lease.abort()
      await keeping
      await release(name, fence).catch(() => {})
    }
  }

  return {
    hold: async (name, signal, work) => {
      // One listener a lease is no leak.
      setMaxListeners(0, signal)
      const pause = Math.min(lifetime / 4, 1_000)
      const backoff = createBackoff({ first: pause })
      while (!signal.aborted) {
        let wait = pause * (0.5 + Math.random())
        try {
          const fence = await acquire(name)
          notice.back()
          if (fence !== null) await workUnder(name, fence, signal, work)
          backoff.reset()
        } catch (error) {
          notice.failed(name, error)
          wait = backoff.next()
        }
        await sleep(wait, undefined, { signal }).catch(() => {})
      }
    },
  }
}
