/** Each bin is this much wider than the one before: what a latency read from a histogram may be off. */
const ratio = 1.05
/** Milliseconds; everything faster is in bin 0. */
const lowest = 0.1
/** The last bin begins near 109 seconds. */
export const binCount = 288

const perLog = 1 / Math.log(ratio)

/** The bin of a latency: bin i > 0 holds from `edgeOf(i - 1)` up to, but not including, `edgeOf(i)`. */
export function binOf(ms: number): number {
  if (!(ms >= lowest)) return 0
  const bin = 1 + Math.floor(Math.log(ms / lowest) * perLog)
  return bin < binCount ? bin : binCount - 1
}

/** Upper end of a bin in milliseconds. */
export function edgeOf(bin: number): number {
  return lowest * ratio ** bin
}

/** How many bins up a latency moves when it is multiplied, rounded up: never less than the factor. */
export function binsOfFactor(factor: number): number {
  return Math.max(0, Math.ceil(Math.log(factor) * perLog - 1e-9))
}

/** The bin that holds the quantile of a histogram; null when it is empty. */
export function quantileBin(histogram: Uint32Array, count: number, quantile: number): number | null {
  if (count === 0) return null
  const rank = Math.max(1, Math.ceil(count * quantile))
  let seen = 0
  for (let bin = 0; bin < binCount; bin++) {
    seen += histogram[bin] ?? 0
    if (seen >= rank) return bin
  }
  return binCount - 1
}

/** The quantile in milliseconds, as the geometric middle of its bin. */
export function quantileOf(histogram: Uint32Array, count: number, quantile: number): number | null {
  const bin = quantileBin(histogram, count, quantile)
  return bin === null ? null : edgeOf(bin - 0.5)
}

/** How many of a histogram are slower than the upper end of a bin. */
export function countAbove(histogram: Uint32Array, bin: number): number {
  let count = 0
  for (let i = bin + 1; i < binCount; i++) count += histogram[i] ?? 0
  return count
}
