import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createBackoff } from '../database/backoff.js'

/** Calls `hear` with each notice, and with null when notices may have been missed. Ends with the signal. */
export async function listenForDrops(
  url: string,
  signal: AbortSignal,
  hear: (notice: string | null) => void,
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
      client.on('notification', ({ payload }) => hear(payload ?? null))
      await client.connect()
      await client.query('listen cache')
      backoff.reset()
      hear(null)
      if (!stop.signal.aborted && !signal.aborted) await once(stop.signal, 'abort')
    } catch {
      // The server is away; values grow as old as their time to live meanwhile.
    }
    signal.removeEventListener('abort', end)
    await client.end().catch(() => {})
    await sleep(backoff.next(), undefined, { signal }).catch(() => {})
  }
}
