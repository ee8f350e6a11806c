import type { GatewayRequest, Refusal } from 'strangler-proxy/start'
import { refuse } from '../http/refusals.js'
import type { Identity } from '../authentication/verify-token.js'
import { type RateClass, type RateLimiter, type Taken, waitFor } from './rate-limiter.js'

export interface RateLimitRequest {
  readonly head: GatewayRequest['head']
  readonly identity: Identity | null
  /** Name of the class. */
  readonly rate: string
}

export interface RateLimited {
  readonly refusal: Refusal | null
  /** For the answer, names and values in turns. */
  readonly headers: readonly string[]
}

export type LimitRates = (request: RateLimitRequest) => Promise<RateLimited>

/** Counts by user, or by address where there is none. */
export function createLimitRates(
  limiter: RateLimiter,
  classes: Readonly<Record<string, RateClass>>,
): LimitRates {
  return async ({ head, identity, rate }) => {
    const found = classes[rate]
    if (found === undefined) return { refusal: null, headers: [] }
    const subject = identity === null ? `address:${networkOf(head.address)}` : `user:${identity.userId}`
    const taken = await limiter.take(`${rate}:${subject}`, found)
    const headers = renderHeaders(taken, found)
    if (taken.allowed) return { refusal: null, headers }
    const retryAfter = waitFor(1, taken, found) / 1000
    return { refusal: refuse('too-many-requests', { retryAfter, headers }), headers: [] }
  }
}

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/06/ */
function renderHeaders(taken: Taken, rate: RateClass): readonly string[] {
  const window = Math.ceil((rate.burst / rate.perMinute) * 60)
  return [
    'RateLimit-Limit',
    String(rate.burst),
    'RateLimit-Remaining',
    String(Math.floor(taken.remaining)),
    'RateLimit-Reset',
    String(Math.ceil(waitFor(rate.burst, taken, rate) / 1000)),
    'RateLimit-Policy',
    `${rate.burst};w=${window}`,
  ]
}

/** Whoever has one IPv6 address has at least a /64 of them. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [left = '', right] = address.split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  const gap = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  const groups = [...head, ...Array<string>(gap).fill('0'), ...tail]
  return `${groups
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
