import type { BreakerSettings } from '../config/model.js'

export type BreakerState = 'closed' | 'open' | 'half-open'

/** A pause grows to this many times the configured one at most. */
const longestPause = 10

/**
 * Leaves an origin alone after consecutive failures. After a pause one request is let through as a probe: it closes
 * the breaker or opens it again for twice as long. Time comes from the caller, in milliseconds of any monotonic clock.
 */
export class Breaker {
  private failures = 0
  private relapses = 0
  private openUntil = 0
  private open = false
  private probing = false

  constructor(private readonly settings: BreakerSettings) {}

  state(now: number): BreakerState {
    if (!this.open) return 'closed'
    return now < this.openUntil ? 'open' : 'half-open'
  }

  /** Whether a request may be sent now. Changes nothing: what is sent is announced by `admit`. */
  allows(now: number): boolean {
    return !this.open || (now >= this.openUntil && !this.probing)
  }

  /** Notes that a request is sent; while the breaker is half open it is the probe. */
  admit(): void {
    if (this.open) this.probing = true
  }

  succeed(): void {
    this.failures = 0
    this.relapses = 0
    this.open = false
    this.probing = false
  }

  fail(now: number): void {
    this.failures += 1
    if (this.open && !this.probing) return // Sent before the breaker opened: says nothing new.
    if (this.open) this.relapses += 1
    else if (this.failures < this.settings.failures) return
    this.open = true
    this.probing = false
    this.openUntil = now + this.settings.pause * Math.min(2 ** this.relapses, longestPause)
  }

  /** The request ended without saying anything about the origin, as when its client left. */
  abandon(): void {
    this.probing = false
  }
}
