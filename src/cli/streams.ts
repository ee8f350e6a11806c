/** A reader that has seen enough (`| head`) is no failure: what we still had to say is dropped quietly. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

/** The result: what a caller may pipe on. */
export function tell(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Everything that is not the result. */
export function note(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Width of the screen that the result goes to; null when it goes to a program or a file. */
export const terminalColumns = (): number | null => process.stdout.columns ?? null
