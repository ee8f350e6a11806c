import type { Log } from '../database/index.js'
import type { Bell } from './bell.js'

export interface ReadLoop {
  readonly name: string
  /** True where there may be more at once; else the milliseconds until something is due, or null. */
  readonly step: (signal: AbortSignal) => Promise<true | number | null>
  readonly bell: Bell
  /** Milliseconds between two looks without a wake-up. */
  readonly poll: number
  readonly log: Log
}

/** Milliseconds to wait after the database failed. */
const pause = 500

/** Reads until the signal aborts; outlives a database that goes away. */
export async function runReadLoop(
  { name, step, bell, poll, log }: ReadLoop,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const next = await step(signal)
      if (next !== true) await bell.wait(Math.max(1, Math.min(poll, next ?? poll)), signal)
    } catch (error) {
      if (signal.aborted) return
      log.warn(
        { reader: name, reason: error instanceof Error ? error.message : String(error) },
        'reading events failed',
      )
      await bell.wait(pause, signal)
    }
  }
}
