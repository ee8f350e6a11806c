/** Lets one sleeper be woken by many; a ring that nobody waits for is kept. */
export interface Bell {
  readonly ring: () => void
  /** Until the next ring, the end of the time (milliseconds) or the abort of the signal. */
  readonly wait: (timeout: number, signal: AbortSignal) => Promise<void>
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    wait: async (timeout, signal) => {
      if (!rung && !signal.aborted) {
        await new Promise<void>(resolve => {
          const done = () => {
            clearTimeout(timer)
            signal.removeEventListener('abort', done)
            resolve()
          }
          const timer = setTimeout(done, timeout)
          signal.addEventListener('abort', done)
          wake = done
        })
        wake = null
      }
      rung = false
    },
  }
}
