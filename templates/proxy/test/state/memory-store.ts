import type { ProxyState, StateStore } from '../../src/state/state.js'
import { StateError } from '../../src/state/state-error.js'

/** A store in memory that several may share, with a plug that can be pulled. */
export function createMemoryStore(first: ProxyState | null = null) {
  const watchers = new Set<() => void>()
  const store = {
    stored: first,
    /** Thrown by everything while not null. */
    failure: null as Error | null,
    saves: 0,
    closed: false,
  }
  const check = async () => {
    await new Promise(resolve => setTimeout(resolve, 1))
    if (store.failure !== null) throw store.failure
  }
  const client: StateStore = {
    load: async () => {
      await check()
      return store.stored
    },
    save: async (state, basedOn) => {
      await check()
      if (store.stored !== null && store.stored.revision !== basedOn) return false
      store.stored = state
      store.saves++
      for (const changed of watchers) changed()
      return true
    },
    watch: changed => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    close: async () => {
      store.closed = true
    },
  }
  return { store, client }
}

export const away = new StateError('unreachable', 'the store is away')
