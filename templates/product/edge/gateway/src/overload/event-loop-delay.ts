import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds between two looks. */
const resolution = 20

export interface EventLoopDelay {
  /** Milliseconds that the loop was late on average since the last call. */
  readonly take: () => number
  readonly stop: () => void
}

export function watchEventLoopDelay(): EventLoopDelay {
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  return {
    take: () => {
      const { mean } = histogram
      histogram.reset()
      return Number.isNaN(mean) ? 0 : Math.max(0, mean / 1e6 - resolution)
    },
    stop: () => histogram.disable(),
  }
}
