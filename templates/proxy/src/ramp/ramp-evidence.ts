import type { RampSettings } from '../config/model.js'
import type { Baseline } from './baseline.js'
import { ExcessDetector } from './excess-detector.js'
import { binsOfFactor, countAbove } from './latency-bins.js'
import type { OutcomeTally } from './outcome-tally.js'
import type { PairedCounts } from './paired-evidence.js'
import { type Evidence, type Measure, measures } from './verdict.js'

/**
 * Chances of a false alarm over a ramp's whole life, together 3.4 %. As the weights of suspicions are spread over time,
 * 29 % of that falls to the first half hour: under 1 %, and far under where a margin is allowed and not used up.
 */
const alphas = { errors: 0.024, median: 0.005, tail: 0.005 } satisfies Record<Measure, number>
/** The excess that is found quickest, as a share of requests. */
const effects = { errors: 0.05, median: 0.2, tail: 0.1 } satisfies Record<Measure, number>
/** Seconds after which a block that never had requests of both sides is dropped. */
const longestBlock = 60

const noCounts = (): PairedCounts => ({ oldRequests: 0, oldHits: 0, newRequests: 0, newHits: 0 })

/**
 * Gathers what speaks against the new side, second by second, in three measures that are all shares of requests: those
 * that failed; those slower than old's median; those slower than old's 95th percentile, where new is given its factor.
 * A new side that is slower by no more than the factor has no more requests above the raised limit than old has
 * above its own, whatever the distribution is: so latency takes the same test as errors, without a margin.
 * Seconds are joined until both sides have had a request.
 */
export class RampEvidence {
  readonly #factorBins: number
  readonly #detectors: Readonly<Record<Measure, ExcessDetector>>
  #block = { errors: noCounts(), median: noCounts(), tail: noCounts() }
  #seconds = 0

  constructor(ramp: RampSettings) {
    const detector = (measure: Measure, margin: number) =>
      new ExcessDetector({ margin, effect: effects[measure], alpha: alphas[measure] })
    this.#factorBins = binsOfFactor(ramp.latencyFactor)
    this.#detectors = {
      errors: detector('errors', ramp.errorMargin),
      median: detector('median', 0),
      tail: detector('tail', 0),
    }
  }

  /** Takes in a second of both sides, measured against a baseline from before it. */
  observe(old: OutcomeTally, fresh: OutcomeTally, baseline: Baseline): void {
    this.#add(old, fresh, baseline)
    this.#seconds++
    const { oldRequests, newRequests } = this.#block.errors
    if (newRequests > 0 && (oldRequests > 0 || baseline.kind === 'kept')) this.#close(baseline)
    else if (this.#seconds >= longestBlock) this.#drop()
  }

  /** The evidence with the milliseconds that new is held against at the moment. */
  derive(limits: { readonly median: number | null; readonly tail: number | null }) {
    const evidence = (measure: Measure, limit: number | null): Evidence => {
      const { strength, strongest } = this.#detectors[measure]
      const { oldRequests, oldHits, newRequests, newHits } = strongest ?? noCounts()
      const oldShare = oldRequests === 0 ? 0 : oldHits / oldRequests
      const newShare = newRequests === 0 ? 0 : newHits / newRequests
      return { strength, oldShare, newShare, oldRequests, newRequests, limit }
    }
    return {
      errors: evidence('errors', null),
      median: evidence('median', limits.median),
      tail: evidence('tail', limits.tail),
    } satisfies Record<Measure, Evidence>
  }

  #add(old: OutcomeTally, fresh: OutcomeTally, baseline: Baseline): void {
    const { errors, median, tail } = this.#block
    errors.oldRequests += old.requests
    errors.oldHits += old.errors
    errors.newRequests += fresh.requests
    errors.newHits += fresh.errors
    for (const [counts, bin] of [
      [median, baseline.medianBin],
      [tail, baseline.tailBin],
    ] as const) {
      counts.oldRequests += old.successes
      counts.oldHits += countAbove(old.latencies, bin)
      counts.newRequests += fresh.successes
      counts.newHits += countAbove(fresh.latencies, bin + this.#factorBins)
    }
  }

  #close(baseline: Baseline): void {
    const { errorRate, errorCeiling, kind, medianShare, tailShare } = baseline
    const fresh = kind === 'fresh'
    this.#detectors.errors.observe(this.#block.errors, errorRate, errorCeiling)
    this.#detectors.median.observe(this.#block.median, medianShare, fresh ? 1 : 0.5)
    this.#detectors.tail.observe(this.#block.tail, tailShare, fresh ? 1 : 0.05)
    this.#drop()
  }

  #drop(): void {
    for (const measure of measures) Object.assign(this.#block[measure], noCounts())
    this.#seconds = 0
  }
}
