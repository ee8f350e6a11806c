/** Requests of both sides in the same time, and how many of them were hits: errors, or slower than a limit. */
export interface PairedCounts {
  oldRequests: number
  oldHits: number
  newRequests: number
  newHits: number
}

/** A supposed share of hits on each side, from 0 to 1. */
export interface PairedRates {
  readonly old: number
  readonly new: number
}

/** What is still in order: new at most `margin` above old, where old itself is at most `ceiling`. */
export interface Allowance {
  readonly margin: number
  /** 1 when old is measured at the same time and may be anything. */
  readonly ceiling: number
}

const smallest = 1e-6
const inside = (rate: number) => Math.min(1 - smallest, Math.max(smallest, rate))

/**
 * The logarithm of how much better the supposed rates explain the counts than the closest rates that are allowed:
 * an e-variable for two proportions (Turner, Ly and Grünwald, "Generic e-variables for exact sequential k-sample
 * tests that allow for optional stopping", Journal of Statistical Planning and Inference 230, 2024; with a margin:
 * Turner and Grünwald, "Exact anytime-valid confidence intervals for contingency tables and beyond", 2023).
 *
 * Let t be the supposed rates and q the allowed ones nearest to t, by n_old KL(t_old, q_old) + n_new KL(t_new, q_new).
 * For any allowed rates p, the mean of the likelihood ratio of t to q is the exponential of
 * n_old ln a(p_old) + n_new ln b(p_new) with a and b linear: concave in p, 0 at p = q, and by the choice of q not
 * rising towards any other allowed p. So the mean is at most 1 at each p, whatever the numbers of requests, and products
 * over time may be looked at as often as one likes. The rates may change from block to block; both sides together.
 */
export function logEvidence(counts: PairedCounts, supposed: PairedRates, allowed: Allowance): number {
  if (counts.newRequests === 0) return 0
  const old = inside(Math.min(supposed.old, allowed.ceiling))
  const fresh = inside(supposed.new)
  if (fresh <= old + allowed.margin) return 0
  const nearest = nearestAllowed(counts, { old, new: fresh }, allowed)
  return (
    logRatio(counts.oldHits, counts.oldRequests, old, nearest) +
    logRatio(counts.newHits, counts.newRequests, fresh, inside(nearest + allowed.margin))
  )
}

function logRatio(hits: number, requests: number, supposed: number, allowed: number): number {
  const misses = requests - hits
  return (
    (hits === 0 ? 0 : hits * Math.log(supposed / allowed)) +
    (misses === 0 ? 0 : misses * Math.log((1 - supposed) / (1 - allowed)))
  )
}

/** The allowed rate of old with which, and with new at `margin` above it, the supposed rates are nearest. */
function nearestAllowed(counts: PairedCounts, supposed: PairedRates, allowed: Allowance): number {
  const { oldRequests: oldCount, newRequests: newCount } = counts
  const { margin, ceiling } = allowed
  if (margin === 0) {
    const pooled = (oldCount * supposed.old + newCount * supposed.new) / (oldCount + newCount)
    return inside(Math.min(pooled, ceiling))
  }
  // The distance is convex: its slope is negative at the lower end, positive at the upper one.
  let low = supposed.old
  let high = supposed.new - margin
  for (let i = 0; i < 30; i++) {
    const x = (low + high) / 2
    const y = x + margin
    const slope =
      (oldCount * (x - supposed.old)) / (x * (1 - x)) + (newCount * (y - supposed.new)) / (y * (1 - y))
    if (slope < 0) low = x
    else high = x
  }
  return inside(Math.min((low + high) / 2, ceiling))
}
