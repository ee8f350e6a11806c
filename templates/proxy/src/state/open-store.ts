import { createFileStore } from './file-store.js'
import type { StateStore } from './state.js'

/** Where a state is, with nothing left to look up. */
export type StatePlace =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'postgres' | 'redis'; readonly url: string; readonly name: string }

/** The store at a place. A database's client is loaded only when it is the one. Connects on first use. */
export async function openStore(place: StatePlace): Promise<StateStore> {
  switch (place.kind) {
    case 'file':
      return createFileStore(place.file)
    case 'postgres': {
      const { createPostgresStore } = await import('./postgres-store.js')
      return createPostgresStore(place.url, place.name)
    }
    case 'redis': {
      const { createRedisStore } = await import('./redis-store.js')
      return createRedisStore(place.url, place.name)
    }
  }
}
