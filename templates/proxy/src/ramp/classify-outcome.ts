import type { Outcome } from '../http/exchange.js'

/** What an exchange says about the side that answered; `ignored` says nothing, because the client caused its end. */
export type OutcomeClass = 'success' | 'error' | 'ignored'

/**
 * An error is a failure on the way to the upstream or back, a status from 500 on, or a success that took more
 * than one attempt. A client that left, was too slow (408) or was refused has shown nothing about the upstream.
 */
export function classifyOutcome(outcome: Outcome): OutcomeClass {
  const { status, failure, retries } = outcome
  if (status === null || failure === 'client' || status === 408) return 'ignored'
  if ((failure === 'limit' || failure === 'refused') && status < 500) return 'ignored'
  return failure !== null || status >= 500 || retries > 0 ? 'error' : 'success'
}
