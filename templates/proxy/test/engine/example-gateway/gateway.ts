import { type GatewayHooks, headerValues, type Refusal } from '../../../src/start.js'
import type { RateLimit } from './rate-limit.js'
import type { Replays } from './replays.js'

export interface GatewayParts {
  /** The user that a token speaks for; null when it is none of ours. */
  readonly verify: (token: string) => Promise<string | null>
  readonly limit: RateLimit
  readonly replays: Replays
  readonly openapi: string
}

const noToken: Refusal = {
  kind: 'refuse',
  status: 401,
  slug: 'no-token',
  title: 'Sign in first.',
  headers: ['WWW-Authenticate', 'Bearer'],
}

export function createGateway({ verify, limit, replays, openapi }: GatewayParts): GatewayHooks {
  return {
    // No client brings this one to an upstream, however it is spelt.
    reserved: ['x-user-id'],
    before: async ({ head, route, readBody }) => {
      if (head.method === 'GET' && head.url === '/openapi.json') {
        return { kind: 'reply', status: 200, headers: ['Content-Type', 'application/json'], body: openapi }
      }
      const [, token = ''] = /^Bearer (\S+)$/.exec(headerValues(head, 'authorization')[0] ?? '') ?? []
      const user = await verify(token)
      if (user === null && route?.settings.auth !== 'none') return noToken
      const fields = { user }
      const wait = limit.take(user ?? head.address)
      if (wait > 0) {
        const headers = ['Retry-After', String(Math.ceil(wait / 1000))]
        const title = 'Too many requests.'
        return { kind: 'refuse', status: 429, slug: 'too-many-requests', title, headers, fields }
      }
      const request = user === null ? [] : ['X-User-Id', user]
      const [key] = headerValues(head, 'idempotency-key')
      if (key === undefined || head.method !== 'POST') return { kind: 'pass', request, fields }
      const begun = replays.begin(`${user} ${key}`, head.url, await readBody(100_000))
      if (begun.kind !== 'watch') return { ...begun, fields }
      return { kind: 'pass', request, fields, watch: begun, outlivesClient: true }
    },
  }
}
