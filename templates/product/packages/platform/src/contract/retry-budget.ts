export interface RetryBudget {
  /** To be told of every call, so that retries stay a share of them. */
  readonly deposit: () => void
  /** Whether one more retry may be made. */
  readonly withdraw: () => boolean
}

/** Ten retries at first, then one for every ten calls: a server in trouble does not get a multiple of its load. */
export function createRetryBudget(share = 0.1, most = 10): RetryBudget {
  let tokens = most
  return {
    deposit: () => {
      tokens = Math.min(most, tokens + share)
    },
    withdraw: () => {
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
