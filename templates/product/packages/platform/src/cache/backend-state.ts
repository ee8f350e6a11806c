import type { Log } from '../database/index.js'

/** Whether the backend of a cache answers: told once, and not tried with every value meanwhile. */
export interface BackendState {
  readonly mayAsk: () => boolean
  readonly failed: (error: unknown) => void
  readonly answered: () => void
}

/** Milliseconds after a failure in which values are loaded at once: a backend that is silent costs each its patience otherwise. */
const pause = 500

export function createBackendState(cache: string, log: Log): BackendState {
  let isAway = false
  let askAgainAt = 0
  return {
    mayAsk: () => performance.now() >= askAgainAt,
    failed: error => {
      const reason = error instanceof Error ? error.message : String(error)
      if (!isAway) log.warn({ cache, reason }, 'a cache does not answer; values are loaded until it does')
      isAway = true
      askAgainAt = performance.now() + pause
    },
    answered: () => {
      if (isAway) log.info({ cache }, 'a cache answers again')
      isAway = false
    },
  }
}
