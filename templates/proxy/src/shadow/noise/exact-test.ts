/** How often something was seen in how many observations. */
export interface Observed {
  readonly count: number
  readonly of: number
}

/**
 * Fisher's exact test, one-sided: how probable it is that `observed` has so many of all the hits, or more, if
 * the rate were the same in both. Given how many hits there are in total, their number in one of two samples
 * is hypergeometric; nothing is approximated, so it holds for any sample size. Cost: at most the baseline's
 * count.
 */
export function exactTest(baseline: Observed, observed: Observed): number {
  const hits = baseline.count + observed.count
  const all = baseline.of + observed.of
  if (hits === 0 || observed.of === 0) return 1
  // Not above the common rate, so never significant: no need to add up the larger part of the distribution.
  if (observed.count * all <= hits * observed.of) return 1
  const misses = all - hits
  let term = Math.exp(
    logChoose(hits, observed.count) +
      logChoose(misses, observed.of - observed.count) -
      logChoose(all, observed.of),
  )
  let sum = 0
  for (let count = observed.count; count <= Math.min(hits, observed.of); count += 1) {
    sum += term
    term *= ((hits - count) * (observed.of - count)) / ((count + 1) * (misses - observed.of + count + 1))
    if (term < sum * 1e-12) break
  }
  return Math.min(1, sum)
}

function logChoose(of: number, chosen: number): number {
  return logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen)
}

const small = [0]
for (let n = 1; n < 20; n += 1) small.push((small[n - 1] ?? 0) + Math.log(n))

/** Stirling's series; its error is below 1e-10 from 20 on. */
function logFactorial(n: number): number {
  const exact = small[n]
  if (exact !== undefined) return exact
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3)
}
