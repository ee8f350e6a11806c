import { Breaker } from '../../upstreams/breaker.js'
import type { CopyOutcome } from './send-copy.js'

/** Lets systems alone whose copies come to nothing: a dead one would cost a connection for each request of a client. */
export interface Rests {
  readonly allow: (system: object | null) => boolean
  /** A copy is sent; the function that comes back is to be told how it went. */
  readonly admit: (system: object | null) => (outcome: CopyOutcome) => void
}

/** So many copies in a row that came to nothing, and milliseconds until the next one tries again. */
const settings = { failures: 20, pause: 1000 }

export function createRests(now: () => number = () => performance.now()): Rests {
  const breakers = new WeakMap<object, Breaker>()
  return {
    allow: system => system === null || (breakers.get(system)?.allows(now()) ?? true),
    admit: system => {
      if (system === null) return () => {}
      const breaker = breakers.get(system) ?? new Breaker(settings)
      breakers.set(system, breaker)
      breaker.admit()
      return outcome => {
        if (outcome.kind === 'answered') breaker.succeed()
        else if (outcome.reason === 'failed' || outcome.reason === 'timeout') breaker.fail(now())
        else breaker.abandon()
      }
    },
  }
}
