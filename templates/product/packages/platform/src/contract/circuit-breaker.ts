export interface CircuitBreaker {
  /** A turn to try, or null while the circuit is open or its one probe is under way. End each turn once. */
  readonly enter: () => Turn | null
}

/** `neither`: the caller gave up, so nothing was learnt. */
export type TurnResult = 'success' | 'failure' | 'neither'

export interface Turn {
  readonly end: (result: TurnResult) => void
}

export interface CircuitBreakerOptions {
  /** Failures one after another that open the circuit. */
  readonly failures?: number
  /** Milliseconds until a probe is let through. */
  readonly cooldown?: number
  readonly now?: () => number
}

type State =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly until: number }
  | { readonly kind: 'probing' }

/** Spares a server that does not answer, and its callers the wait. Results that come in late do not move the circuit. */
export function createCircuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const { failures: limit = 5, cooldown = 5_000, now = Date.now } = options
  let state: State = { kind: 'closed', failures: 0 }
  const open = (): State => ({ kind: 'open', until: now() + cooldown })
  const turnOf = (own: 'closed' | 'probing'): Turn => ({
    end: result => {
      if (state.kind !== own) return
      if (result === 'success') state = { kind: 'closed', failures: 0 }
      else if (state.kind === 'probing')
        state = result === 'failure' ? open() : { kind: 'open', until: now() }
      else if (result === 'failure')
        state = state.failures + 1 >= limit ? open() : { kind: 'closed', failures: state.failures + 1 }
    },
  })
  return {
    enter: () => {
      if (state.kind === 'closed') return turnOf('closed')
      if (state.kind === 'probing' || state.until > now()) return null
      state = { kind: 'probing' }
      return turnOf('probing')
    },
  }
}
