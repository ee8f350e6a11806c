import { OutcomeTally } from './outcome-tally.js'

/** Seconds that `recent` looks back. */
export const windowSeconds = 60

/**
 * One side's outcomes: a ring of one-second tallies, their sum, and the sum since a ramp's step began.
 * Recording allocates nothing.
 */
export class OutcomeWindow {
  /** The second that is still being filled. */
  current = new OutcomeTally()
  /** The last minute's full seconds. */
  readonly recent = new OutcomeTally()
  /** Full seconds since `beginStep`. */
  readonly step = new OutcomeTally()
  readonly #ring = Array.from({ length: windowSeconds }, () => new OutcomeTally())
  #next = 0

  /** Ends the current second: what was recorded in it becomes part of the sums. */
  closeSecond(): void {
    this.recent.add(this.current)
    this.step.add(this.current)
    const oldest = this.#ring[this.#next] ?? new OutcomeTally()
    this.recent.subtract(oldest)
    oldest.clear()
    this.#ring[this.#next] = this.current
    this.current = oldest
    this.#next = (this.#next + 1) % windowSeconds
  }

  /** Requests in the last so many full seconds. */
  requestsInLast(seconds: number): number {
    let requests = 0
    for (let back = 1; back <= seconds; back++) {
      requests += this.#ring[(this.#next - back + windowSeconds) % windowSeconds]?.requests ?? 0
    }
    return requests
  }

  beginStep(): void {
    this.step.clear()
  }
}
