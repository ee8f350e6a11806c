import { binsOfFactor, countAbove, edgeOf, quantileBin } from './latency-bins.js'
import type { OutcomeTally } from './outcome-tally.js'
import type { OutcomeWindow } from './outcome-window.js'

/** What the new side is measured against in the coming second. Rates from 0 to 1, limits as histogram bins. */
export interface Baseline {
  /** `fresh`: old is measured in the same second. `kept`: it has too little traffic; an earlier minute stands in. */
  readonly kind: 'fresh' | 'kept'
  readonly requests: number
  readonly errorRate: number
  /** The most that old's error rate may be supposed to be: 1 when it is measured at the same time. */
  readonly errorCeiling: number
  readonly medianBin: number
  readonly tailBin: number
  /** Share of old's requests above those bins: at most 0.5 and 0.05, less where many fall into one bin. */
  readonly medianShare: number
  readonly tailShare: number
}

/** A minute of the old side, remembered for the time when hardly anything goes there. */
export interface KeptBaseline {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly requests: number
  readonly errors: number
  readonly medianBin: number
  readonly tailBin: number
}

const fewest = 20
const fewestKept = 100

/** The baseline from the old side's last minute; null when that was too little. */
export function freshBaseline(recent: OutcomeTally): Baseline | null {
  const medianBin = quantileBin(recent.latencies, recent.successes, 0.5)
  const tailBin = quantileBin(recent.latencies, recent.successes, 0.95)
  if (recent.successes < fewest || medianBin === null || tailBin === null) return null
  const errorRate = (recent.errors + 0.5) / (recent.requests + 1)
  const shareAbove = (bin: number) => countAbove(recent.latencies, bin) / recent.successes
  return {
    kind: 'fresh',
    requests: recent.requests,
    errorRate,
    errorCeiling: 1,
    medianBin,
    tailBin,
    medianShare: shareAbove(medianBin),
    tailShare: shareAbove(tailBin),
  }
}

/** What to remember of a fresh baseline; what was kept before when there is too little. */
export function keepBaseline(
  baseline: Baseline | null,
  recent: OutcomeTally,
  at: number,
): KeptBaseline | null {
  if (baseline === null || recent.requests < fewestKept) return null
  const { medianBin, tailBin } = baseline
  return { at, requests: recent.requests, errors: recent.errors, medianBin, tailBin }
}

/**
 * A kept baseline, widened: twice as high as it was, and by as much again for each ten minutes of age. Its error rate
 * is the upper end of a Wilson interval at z = 3.09 (one side 0.1 %; E. B. Wilson, "Probable inference", 1927).
 * Only a gross failure shows against it; everything else is held.
 */
export function widenedBaseline(kept: KeptBaseline, now: number): Baseline {
  const factor = 2 + Math.max(0, now - kept.at) / 600_000
  const bins = binsOfFactor(factor)
  return {
    kind: 'kept',
    requests: kept.requests,
    errorRate: (kept.errors + 0.5) / (kept.requests + 1),
    errorCeiling: Math.min(1, factor * wilsonUpper(kept.errors, kept.requests, 3.09)),
    medianBin: kept.medianBin + bins,
    tailBin: kept.tailBin + bins,
    medianShare: 0.5,
    tailShare: 0.05,
  }
}

/**
 * Whether the old side has too little traffic to compare with: under a fiftieth of the new side's, in the last ten
 * seconds or, where requests are few, in the last minute.
 */
export function isScarce(old: OutcomeWindow, fresh: OutcomeWindow): boolean {
  const lately = fresh.requestsInLast(10)
  if (lately >= 50) return old.requestsInLast(10) * 50 < lately
  return fresh.recent.requests >= fewest && old.recent.requests * 50 < fresh.recent.requests
}

/** Milliseconds above which a request is slower than the baseline's median or tail allows. */
export function latencyLimit(bin: number, factor: number): number {
  return edgeOf(bin + binsOfFactor(factor))
}

function wilsonUpper(hits: number, count: number, z: number): number {
  const rate = hits / count
  const middle = rate + (z * z) / (2 * count)
  const spread = z * Math.sqrt((rate * (1 - rate)) / count + (z * z) / (4 * count * count))
  return (middle + spread) / (1 + (z * z) / count)
}
