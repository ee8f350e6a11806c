import type { RampSettings, Side } from '../config/model.js'
import type { Outcome } from '../http/exchange.js'
import type { Affected } from '../state/state.js'
import {
  type Baseline,
  freshBaseline,
  isScarce,
  type KeptBaseline,
  keepBaseline,
  latencyLimit,
  widenedBaseline,
} from './baseline.js'
import { classifyOutcome } from './classify-outcome.js'
import { judge } from './judge.js'
import { quantileOf } from './latency-bins.js'
import type { OutcomeTally } from './outcome-tally.js'
import { OutcomeWindow, windowSeconds } from './outcome-window.js'
import { RampEvidence } from './ramp-evidence.js'
import type { SideSummary, Verdict } from './verdict.js'

/** What a route's state says that a watch has to know. */
interface Step {
  readonly since: number
  readonly share: number
}

/**
 * Watches both sides of one route while its share grows. Feed it each outcome, ask it once a second.
 * It looks back a minute; the evidence it gathers goes back to when the share was last lowered, or the start.
 */
export class RampWatch {
  readonly #ramp: RampSettings
  readonly #old = new OutcomeWindow()
  readonly #new = new OutcomeWindow()
  #evidence: RampEvidence
  #kept: KeptBaseline | null = null
  /** For the second that is open. */
  #baseline: Baseline | null = null
  #step: Step
  #second: number
  /** Of the new side, as far back as the evidence goes, the open second included. */
  readonly #answered = { requests: 0, failed: 0 }

  /** Times in milliseconds since 1970. */
  constructor(ramp: RampSettings, step: Step, now: number) {
    this.#ramp = ramp
    this.#step = step
    this.#evidence = new RampEvidence(ramp)
    this.#second = Math.floor(now / 1000)
  }

  /** Allocates nothing. */
  record(side: Side, outcome: Outcome, now: number): void {
    this.#closeUntil(now)
    const kind = classifyOutcome(outcome)
    if (kind === 'ignored') return
    if (side === 'new') this.#count(kind === 'error')
    const { current } = side === 'new' ? this.#new : this.#old
    if (kind === 'error') current.recordError()
    else current.recordSuccess(outcome.headMs)
  }

  /** Samples count anew with each change of the share; what speaks against the new side is forgotten when it falls. */
  follow(step: Step): void {
    if (step.since === this.#step.since) return
    if (step.share < this.#step.share) {
      this.#evidence = new RampEvidence(this.#ramp)
      this.takeAnswered()
    }
    this.#step = { since: step.since, share: step.share }
    this.#old.beginStep()
    this.#new.beginStep()
  }

  /** What the new side has answered, each request told once. */
  takeAnswered(): Affected {
    const taken = { ...this.#answered }
    Object.assign(this.#answered, { requests: 0, failed: 0 })
    return taken
  }

  judge(now: number): Verdict {
    this.#closeUntil(now)
    const baseline = this.#baseline
    const limit = (bin: 'medianBin' | 'tailBin') =>
      baseline === null ? null : latencyLimit(baseline[bin], this.#ramp.latencyFactor)
    return judge(summarise(this.#old.step), summarise(this.#new.step), {
      ramp: this.#ramp,
      evidence: this.#evidence.derive({ median: limit('medianBin'), tail: limit('tailBin') }),
      scarce: isScarce(this.#old, this.#new),
      since: this.#step.since,
    })
  }

  #count(failed: boolean): void {
    this.#answered.requests++
    if (failed) this.#answered.failed++
  }

  /** A clock that goes back records into the second that is open. */
  #closeUntil(now: number): void {
    const second = Math.floor(now / 1000)
    if (second <= this.#second) return
    const times = Math.min(second - this.#second, windowSeconds + 1)
    for (let i = 0; i < times; i++) this.#closeSecond(this.#second * 1000)
    this.#second = second
  }

  /** The baseline is from before the second, so that no second judges itself. */
  #closeSecond(now: number): void {
    if (this.#baseline !== null) this.#evidence.observe(this.#old.current, this.#new.current, this.#baseline)
    this.#old.closeSecond()
    this.#new.closeSecond()
    this.#baseline = this.#deriveBaseline(now)
  }

  #deriveBaseline(now: number): Baseline | null {
    if (isScarce(this.#old, this.#new)) return this.#kept === null ? null : widenedBaseline(this.#kept, now)
    const fresh = freshBaseline(this.#old.recent)
    this.#kept = keepBaseline(fresh, this.#old.recent, now) ?? this.#kept
    return fresh
  }
}

function summarise(tally: OutcomeTally): SideSummary {
  const { requests, errors, successes, latencies } = tally
  return {
    requests,
    errors,
    errorRate: requests === 0 ? 0 : errors / requests,
    median: quantileOf(latencies, successes, 0.5),
    tail: quantileOf(latencies, successes, 0.95),
  }
}
