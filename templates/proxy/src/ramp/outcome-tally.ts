import { binCount, binOf } from './latency-bins.js'

/** Counts of exchanges with one side. Latencies are of the successful ones: a quick error is no speed. */
export class OutcomeTally {
  requests = 0
  errors = 0
  readonly latencies = new Uint32Array(binCount)

  get successes(): number {
    return this.requests - this.errors
  }

  recordSuccess(ms: number): void {
    this.requests++
    const bin = binOf(ms)
    this.latencies[bin] = (this.latencies[bin] ?? 0) + 1
  }

  recordError(): void {
    this.requests++
    this.errors++
  }

  add(other: OutcomeTally): void {
    this.#combine(other, 1)
  }

  /** Takes out what was added before. */
  subtract(other: OutcomeTally): void {
    this.#combine(other, -1)
  }

  clear(): void {
    this.requests = 0
    this.errors = 0
    this.latencies.fill(0)
  }

  #combine(other: OutcomeTally, sign: 1 | -1): void {
    if (other.requests === 0) return
    this.requests += sign * other.requests
    this.errors += sign * other.errors
    for (let bin = 0; bin < binCount; bin++) {
      const count = other.latencies[bin] ?? 0
      if (count > 0) this.latencies[bin] = (this.latencies[bin] ?? 0) + sign * count
    }
  }
}
