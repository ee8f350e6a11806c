import { noNoise } from '../shadow/index.js'
import type { SharedState } from '../state/shared-state.js'
import type { LearnedNoise } from '../state/state.js'

export interface NoiseMemory {
  readonly learned: (route: string) => LearnedNoise
  readonly learn: (route: string, noise: LearnedNoise) => void
  /** Stores what was learned. */
  readonly store: () => void
}

/** Keeps what the old system's noise is in memory between two times of storing it. */
export function rememberNoise(state: SharedState): NoiseMemory {
  const fresh = new Map<string, LearnedNoise>()
  return {
    learned: route => fresh.get(route) ?? state.current.noise[route] ?? noNoise,
    learn: (route, noise) => {
      fresh.set(route, noise)
    },
    store: () => {
      if (fresh.size === 0) return
      const batch = Object.fromEntries(fresh)
      void state
        .change(current => ({ ...current, noise: { ...current.noise, ...batch } }))
        .then(() => {
          for (const [route, noise] of Object.entries(batch))
            if (fresh.get(route) === noise) fresh.delete(route)
        })
    },
  }
}
