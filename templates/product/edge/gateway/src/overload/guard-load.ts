import type { AnswerTap, Refusal } from 'strangler-proxy/start'
import { refuse } from '../http/refusals.js'
import type { Priority } from '../routing/route-settings.js'
import type { ConcurrencyLimit, Slot } from './concurrency-limit.js'

/** Lets a request in, or says why not. */
export type GuardLoad = (request: GuardedRequest) => Slot | Refusal

export interface GuardedRequest {
  readonly priority: Priority
  /** Whether the internal server answers it. */
  readonly isInternal: boolean
}

export interface LoadGuards {
  readonly limit: ConcurrencyLimit
  readonly isHealthy: () => boolean
  readonly random?: () => number
}

/** Critical requests are sent even to a server that seems ill: somebody has to find out. */
export function createGuardLoad({ limit, isHealthy, random = Math.random }: LoadGuards): GuardLoad {
  // Spread, so that those who were sent away do not all come back at once.
  const retryAfter = () => 1 + Math.floor(random() * 3)
  return ({ priority, isInternal }) => {
    if (isInternal && priority !== 'critical' && !isHealthy())
      return refuse('internal-unavailable', { retryAfter: retryAfter() })
    return limit.enter(priority) ?? refuse('overloaded', { retryAfter: retryAfter() })
  }
}

/** Leaves the slot when the answer is over; streams and sockets leave it as soon as they have begun, as they rest mostly. */
export function slotTap(slot: Slot, now: () => number = () => performance.now()): AnswerTap {
  const startedAt = now()
  let answeredAt = startedAt
  return {
    onHead: (status, headers) => {
      answeredAt = now()
      if (status === 101 || isEventStream(headers)) slot.leave(answeredAt - startedAt)
    },
    onChunk: () => undefined,
    onEnd: () => slot.leave(answeredAt - startedAt),
    onAbort: () => slot.leave(null),
  }
}

function isEventStream(headers: readonly string[]): boolean {
  for (let at = 0; at + 1 < headers.length; at += 2)
    if (headers[at]?.toLowerCase() === 'content-type')
      return /^text\/event-stream\b/i.test(headers[at + 1] ?? '')
  return false
}
