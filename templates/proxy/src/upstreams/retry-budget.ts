/** Milliseconds over which requests and retries are weighed. */
const period = 10_000
/** Retries that a period allows at any rate, so that a quiet upstream has some at all. */
const floor = 3

/** Keeps retries a bounded share of all requests, so that a struggling upstream is not given the rest by them. */
export class RetryBudget {
  private requests = 0
  private retries = 0
  private began = 0

  request(): void {
    this.requests += 1
  }

  /** Takes one retry out of the budget; false when there is none. `share` is a percentage, 0 allows none. */
  take(share: number, now: number): boolean {
    if (now - this.began > period) {
      this.began = now
      this.requests = 0
      this.retries = 0
    }
    if (share <= 0 || this.retries + 1 > Math.max(floor, (this.requests * share) / 100)) return false
    this.retries += 1
    return true
  }
}
