import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Calls `hear` with each notice, and with null when notices may have been missed. Ends with the signal. */
export async function listenForDrops(
  url: string,
  signal: AbortSignal,
  hear: (notice: string | null) => void,
): Promise<void> {
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
      hear(null)
      if (!stop.signal.aborted && !signal.aborted) await once(stop.signal, 'abort')
    } catch {
      // The server is away; values grow as old as their time to live meanwhile.
    }
    signal.removeEventListener('abort', end)
    await client.end().catch(() => {})
    await sleep(500, undefined, { signal }).catch(() => {})
  }
}
