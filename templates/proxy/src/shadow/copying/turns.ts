/**
 * Tasks that run one in each turn of the event loop, so that what is served between them waits for one at
 * most.
 */
export interface Turns {
  /** Tasks must not throw. */
  readonly add: (task: () => void) => void
}

export function createTurns(): Turns {
  let waiting: (() => void)[] = []
  let next = 0
  function run(): void {
    const task = waiting[next]
    next += 1
    if (next < waiting.length) setImmediate(run)
    else {
      waiting = []
      next = 0
    }
    task?.()
  }
  return {
    add: task => {
      waiting.push(task)
      if (waiting.length === 1) setImmediate(run)
    },
  }
}
