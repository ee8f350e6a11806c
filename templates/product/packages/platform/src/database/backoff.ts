/** How long to wait between attempts at something that is away. */
export interface Backoff {
  /** Milliseconds to wait after one more failure: doubled each time up to the longest, and spread, so that not all come at once. */
  readonly next: () => number
  /** Something has worked. */
  readonly reset: () => void
}

export interface BackoffOptions {
  /** Milliseconds; half a second unless told otherwise. */
  readonly first?: number
  /** Milliseconds; five seconds unless told otherwise: so long at most something that is back waits for being noticed. */
  readonly longest?: number
}

export function createBackoff({ first = 500, longest = 5_000 }: BackoffOptions = {}): Backoff {
  let delay = first
  return {
    next: () => {
      const current = delay
      delay = Math.min(longest, delay * 2)
      return current * (0.75 + Math.random() / 2)
    },
    reset: () => {
      delay = first
    },
  }
}
