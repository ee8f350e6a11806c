import type { Refusal } from 'strangler-proxy/start'

/** All problems that the gateway answers by itself. */
export type RefusalSlug = keyof typeof catalogue

const catalogue = {
  'key-missing': { status: 400, title: 'This request needs an Idempotency-Key.' },
  'key-malformed': { status: 400, title: 'An Idempotency-Key is one text of 1 to 255 visible characters.' },
  'body-broken-off': { status: 400, title: 'The request body did not come as a whole.' },
  'token-missing': { status: 401, title: 'Sign in first.' },
  'token-invalid': { status: 401, title: 'The token is not valid.' },
  'role-missing': { status: 403, title: 'This is not for you.' },
  'origin-refused': { status: 403, title: 'Pages of this origin may not do this.' },
  'not-found': { status: 404, title: 'There is nothing here.' },
  'key-at-work': { status: 409, title: 'The first request with this key is still at work.' },
  'key-answer-lost': { status: 409, title: 'The request was done; its answer was too large to be kept.' },
  'body-too-large': { status: 413, title: 'The request body is too large.' },
  'key-reused': { status: 422, title: 'The key was used for another request.' },
  'too-many-requests': { status: 429, title: 'Too many requests.' },
  overloaded: { status: 503, title: 'There is too much to do at the moment.' },
  'internal-unavailable': { status: 503, title: 'The service is not available at the moment.' },
  'signing-keys-unavailable': { status: 503, title: 'Tokens cannot be checked at the moment.' },
  'keys-unavailable': { status: 503, title: 'Idempotency keys cannot be kept at the moment.' },
} as const satisfies Record<string, { status: number; title: string }>

export interface RefusalDetails {
  readonly detail?: string
  /** Seconds. */
  readonly retryAfter?: number
  /** Names and values in turns. */
  readonly headers?: readonly string[]
}

export function refuse(slug: RefusalSlug, details: RefusalDetails = {}): Refusal {
  const { detail, retryAfter, headers = [] } = details
  const wait = retryAfter === undefined ? [] : ['Retry-After', String(Math.max(1, Math.ceil(retryAfter)))]
  return {
    kind: 'refuse',
    slug,
    ...catalogue[slug],
    ...(detail === undefined ? {} : { detail }),
    headers: [...headers, ...wait],
  }
}
