import { exitCodes } from './exit-codes.js'
import { stopProgress } from './progress.js'
import { note } from './streams.js'

const written: string[] = []
let cleaning: Cleaning | null = null

/** Ends what a run has going on; answers whether all that was written is gone again. */
type Cleaning = () => Promise<boolean>

/** Remembers what a finished write left in the project, so that an interruption tells the truth. */
export function rememberWritten(paths: readonly string[]): void {
  written.push(...paths)
}

/** What an interruption does before the run ends; null for nothing. */
export function cleanWhenInterrupted(work: Cleaning | null): void {
  cleaning = work
}

/**
 * Ctrl-C and `kill` end the run between two turns of the event loop. Plans and reports are written within one
 * turn, so each is either complete or was never begun.
 */
export function watchInterrupts(): void {
  process.once('SIGINT', () => void end(exitCodes.interrupted))
  process.once('SIGTERM', () => void end(exitCodes.terminated))
}

async function end(code: number): Promise<never> {
  if (await cleaning?.()) note('Interrupted: what was written is taken back.')
  else tellInterrupted()
  process.exit(code)
}

export function tellInterrupted(): void {
  stopProgress()
  if (written.length === 0) note('Interrupted: nothing was written.')
  else if (written.length > 10) note(`Interrupted after ${written.length} files were written.`)
  else note(`Interrupted after ${written.join(', ')} was written.`)
}
