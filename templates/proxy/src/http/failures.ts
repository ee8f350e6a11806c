import type { Outcome } from './exchange.js'
import type { ProblemSlug } from './problems.js'

export type Failure = NonNullable<Outcome['failure']>

export interface UpstreamFailure {
  readonly failure: Failure
  readonly slug: ProblemSlug
}

const protocolCodes = new Set([
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
])

/** What an error of the way to an upstream means; `sent`: the connection stood and the request was put on it. */
export function classifyFailure(error: Error, sent: boolean): UpstreamFailure {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return { failure: 'connect', slug: 'upstream-connect-timeout' }
  if (!sent) return { failure: 'connect', slug: 'upstream-unreachable' }
  if (
    code.startsWith('HPE_') ||
    protocolCodes.has(code) ||
    /^bad (?:response|upgrade)$/.test(error.message)
  ) {
    return { failure: 'protocol', slug: 'upstream-protocol' }
  }
  return { failure: 'reset', slug: 'upstream-reset' }
}

/** Whether undici has ended a connection because of a `100 Continue` that nobody asked for. */
export function isUnaskedContinue(error: Error): boolean {
  return error.message === 'bad response'
}

/** An answer of which nothing can be made. */
export class InvalidAnswer extends Error {
  readonly code = 'HPE_INVALID_ANSWER'
}
