import { randomUUID } from 'node:crypto'
import { type QueryExecutorProvider, sql } from 'kysely'
import type { Backend } from './backend.js'
import { readNotice, writeNotice } from './drop-notice.js'
import { listenForDrops } from './listen-for-drops.js'

export interface MemoryBackendOptions {
  /** Entries; those not asked for the longest give way. */
  readonly most: number
  /** Where replicas tell one another what they drop; null for a process that is alone. */
  readonly replicas: { readonly db: QueryExecutorProvider; readonly url: string } | null
}

interface Entry {
  readonly text: string
  readonly until: number
}

/** In this process; replicas hear of drops through the database. */
export function createMemoryBackend({ most, replicas }: MemoryBackendOptions): Backend {
  const entries = new Map<string, Entry>()
  const listeners = new Set<(key: string | null) => void>()
  const stop = new AbortController()
  const self = randomUUID()
  let drops = 0
  const forget = (key: string | null) => {
    drops++
    if (key === null) entries.clear()
    else entries.delete(key)
    for (const listener of listeners) listener(key)
  }
  const listening =
    replicas === null
      ? null
      : listenForDrops(replicas.url, stop.signal, notice => {
          const { sender, key } = readNotice(notice)
          if (sender !== self) forget(key)
        })

  return {
    read: async key => {
      const entry = entries.get(key)
      entries.delete(key)
      if (entry === undefined || entry.until <= Date.now()) return { text: null, ticket: String(drops) }
      entries.set(key, entry)
      return { text: entry.text, ticket: String(drops) }
    },
    // Any drop in between makes the load worth nothing here: rarer than keeping count of each key would be dear.
    write: async (key, text, { ticket, ttl }) => {
      if (ticket !== String(drops)) return
      entries.delete(key)
      entries.set(key, { text, until: Date.now() + ttl })
      const oldest = entries.keys().next()
      if (entries.size > most && oldest.done !== true) entries.delete(oldest.value)
    },
    drop: async key => {
      forget(key)
      if (replicas !== null)
        await sql`select pg_notify('cache', ${writeNotice(self, key)})`.execute(replicas.db)
    },
    onDrop: listener => void listeners.add(listener),
    close: async () => {
      stop.abort()
      await listening
    },
  }
}
