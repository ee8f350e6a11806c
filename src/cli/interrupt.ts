import { exitCodes } from './exit-codes.js'
import { stopProgress } from './progress.js'
import { note } from './streams.js'

const written: string[] = []

/** Remembers what a finished write left in the project, so that an interruption tells the truth. */
export function rememberWritten(paths: readonly string[]): void {
  written.push(...paths)
}

/**
 * Ctrl-C and `kill` end the run between two turns of the event loop. Plans and reports are written within one
 * turn, so each is either complete or was never begun.
 */
export function watchInterrupts(): void {
  process.once('SIGINT', () => end(exitCodes.interrupted))
  process.once('SIGTERM', () => end(exitCodes.terminated))
}

function end(code: number): never {
  tellInterrupted()
  process.exit(code)
}

export function tellInterrupted(): void {
  stopProgress()
  if (written.length === 0) note('Interrupted: nothing was written.')
  else if (written.length > 10) note(`Interrupted after ${written.length} files were written.`)
  else note(`Interrupted after ${written.join(', ')} was written.`)
}
