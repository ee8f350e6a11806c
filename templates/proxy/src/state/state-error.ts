/** What went wrong with a store: it cannot be reached or written, or it holds what must not be overwritten. */
export type StateErrorCode = 'unreachable' | 'unreadable' | 'newer'

/** Its message says what happened and what to do; it never holds a password. */
export class StateError extends Error {
  override readonly name = 'StateError'
  readonly code: StateErrorCode

  constructor(code: StateErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** An error's own words, or those of the first one where it gathers several, as a refused connection does. */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
