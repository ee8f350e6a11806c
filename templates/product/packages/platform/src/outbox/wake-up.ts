import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery, type QueryExecutorProvider } from 'kysely'
import pg from 'pg'
import { createBackoff } from '../database/backoff.js'

const channel = 'outbox'

/** Per pool: whether another notice is due after the one on its way. */
const underWay = new WeakMap<QueryExecutorProvider, { again: boolean }>()

/**
 * Tells the readers of all processes that a module has published. Not part of the transaction: notices inside of
 * transactions let the whole server commit one after the other. One that is lost costs a reader its polling interval.
 */
export function sendWakeUp(db: QueryExecutorProvider, module: string): void {
  const current = underWay.get(db)
  if (current) {
    current.again = true
    return
  }
  const state = { again: false }
  underWay.set(db, state)
  db.getExecutor()
    .executeQuery(CompiledQuery.raw('select pg_notify($1, $2)', [channel, module]))
    .catch(() => {})
    .finally(() => {
      underWay.delete(db)
      if (state.again) sendWakeUp(db, module)
    })
}

/** Calls `wake` with the module that has published, and with null when notices may have been missed. Ends with the signal. */
export async function listenForWakeUps(
  url: string,
  signal: AbortSignal,
  wake: (module: string | null) => void,
): Promise<void> {
  const backoff = createBackoff()
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true })
    const stop = new AbortController()
    const end = () => stop.abort()
    client.on('error', end)
    client.on('end', end)
    signal.addEventListener('abort', end)
    try {
      client.on('notification', ({ payload }) => wake(payload ?? null))
      await client.connect()
      await client.query(`listen ${channel}`)
      backoff.reset()
      wake(null)
      if (!stop.signal.aborted) await once(stop.signal, 'abort')
    } catch {
      // The server is away; readers poll meanwhile.
    }
    signal.removeEventListener('abort', end)
    await client.end().catch(() => {})
    await sleep(backoff.next(), undefined, { signal }).catch(() => {})
  }
}
