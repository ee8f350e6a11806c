export interface Waiters {
  readonly wake: () => void
  /** Until `wake` or the abort of the signal. */
  readonly wait: (signal: AbortSignal) => Promise<void>
}

export function createWaiters(): Waiters {
  const waiting = new Set<() => void>()
  return {
    wake: () => {
      for (const done of [...waiting]) done()
    },
    wait: signal =>
      new Promise(resolve => {
        const done = () => {
          waiting.delete(done)
          signal.removeEventListener('abort', done)
          resolve()
        }
        if (signal.aborted) return resolve()
        waiting.add(done)
        signal.addEventListener('abort', done, { once: true })
      }),
  }
}
