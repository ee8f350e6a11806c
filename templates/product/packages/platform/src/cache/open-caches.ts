import type { output, ZodType } from 'zod'
import type { AnyModuleDatabase, Log } from '../database/index.js'
import { type Cache, type CacheOptions, createCache } from './cache.js'
import { createMemoryBackend } from './memory-backend.js'
import { createRedisBackend } from './redis-backend.js'

export interface CachesOptions {
  /** REDIS_URL: all processes share what is kept. Null keeps it in the memory of each. */
  readonly redisUrl: string | null
  /** Through which processes without Redis tell one another what changed; null for one that is alone. */
  readonly replicas: { readonly database: AnyModuleDatabase; readonly url: string } | null
  readonly log: Log
  /** Of the keys in Redis; products may share one. */
  readonly product: string
  /** Entries in memory; 10,000 unless told otherwise. */
  readonly most?: number
}

export interface Caches {
  readonly open: <Value extends ZodType>(options: CacheOptions<Value>) => Cache<output<Value>>
  readonly close: () => Promise<void>
}

export function openCaches({ redisUrl, replicas, log, product, most = 10_000 }: CachesOptions): Caches {
  const backend =
    redisUrl === null
      ? createMemoryBackend({ most, replicas: replicas && { db: replicas.database.db, url: replicas.url } })
      : createRedisBackend(redisUrl, `${product}:cache:`)
  return { open: options => createCache(backend, options, log), close: backend.close }
}
