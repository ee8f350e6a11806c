/** A route of this BFF, as the gateway guards it. */
export interface WebRoute {
  readonly id: string
  readonly path: string
  readonly methods: readonly string[]
  readonly settings: {
    readonly auth: 'none' | 'user'
    readonly rate: 'strict' | 'standard'
    readonly priority: 'high' | 'normal' | 'low'
    readonly bodyLimit: number
    readonly idempotency: 'off'
  }
}

/** Bytes. */
const bodyLimit = 16_384
/** Answers that hold tokens must not be kept for another request. */
const idempotency = 'off'
const open = { auth: 'none', priority: 'high', bodyLimit, idempotency } as const
const own = { auth: 'user', rate: 'standard', bodyLimit, idempotency } as const

/** To be given to the gateway. */
export const webRoutes: readonly WebRoute[] = [
  { id: 'web-sign-up', path: '/web/users', methods: ['POST'], settings: { ...open, rate: 'strict' } },
  { id: 'web-sign-in', path: '/web/session', methods: ['POST'], settings: { ...open, rate: 'strict' } },
  { id: 'web-sign-out', path: '/web/session', methods: ['DELETE'], settings: { ...open, rate: 'standard' } },
  {
    id: 'web-refresh',
    path: '/web/session/refresh',
    methods: ['POST'],
    settings: { ...open, rate: 'standard' },
  },
  { id: 'web-home', path: '/web/home', methods: ['GET', 'HEAD'], settings: { ...own, priority: 'normal' } },
  { id: 'web-events', path: '/web/events', methods: ['GET'], settings: { ...own, priority: 'low' } },
]
