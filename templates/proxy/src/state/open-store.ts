import type { StateSettings } from '../config/model.js'
import { createFileStore } from './file-store.js'
import type { StateStore } from './state.js'

/** The store that the config asks for. A database's client is loaded only when it is the one. Connects on first use. */
export async function openStore(settings: StateSettings): Promise<StateStore> {
  switch (settings.kind) {
    case 'file':
      return createFileStore(settings.file)
    case 'postgres': {
      const { createPostgresStore } = await import('./postgres-store.js')
      return createPostgresStore(settings.url)
    }
    case 'redis': {
      const { createRedisStore } = await import('./redis-store.js')
      return createRedisStore(settings.url)
    }
  }
}
