import { createBackoff, type Log } from '../database/index.js'
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

/** Reads until the signal aborts; outlives a database that goes away, and tells each reason once. */
export async function runReadLoop(
  { name, step, bell, poll, log }: ReadLoop,
  signal: AbortSignal,
): Promise<void> {
  const backoff = createBackoff()
  let told: string | null = null
  while (!signal.aborted) {
    try {
      const next = await step(signal)
      backoff.reset()
      told = null
      if (next !== true) await bell.wait(Math.max(1, Math.min(poll, next ?? poll)), signal)
    } catch (error) {
      if (signal.aborted) return
      const reason = error instanceof Error ? error.message : String(error)
      if (reason !== told) log.warn({ reader: name, reason }, 'reading events failed')
      told = reason
      await bell.wait(backoff.next(), signal)
    }
  }
}
