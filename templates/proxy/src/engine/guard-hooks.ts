import type { ProxyEvent } from './proxy-event.js'

/** Runs what must not take the proxy down, and tells what it threw. */
export interface Guard {
  (run: () => void): void
  readonly report: (error: unknown) => void
}

/** Milliseconds in which a hook that fails with every request is told of once. */
const quiet = 1000

export function createGuard(tell: (event: ProxyEvent) => void, now: () => number = Date.now): Guard {
  let lastTold = Number.NEGATIVE_INFINITY
  let untold = 0
  const report = (error: unknown) => {
    if (now() - lastTold < quiet) {
      untold++
      return
    }
    const more = untold === 0 ? '' : `; ${untold} further failures since the last one that was told`
    tell({ level: 'error', message: `A hook failed: ${wordsOf(error)}${more}` })
    lastTold = now()
    untold = 0
  }
  const guard = (run: () => void) => {
    try {
      run()
    } catch (error) {
      report(error)
    }
  }
  return Object.assign(guard, { report })
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
