import type { Route, StickyKey } from '../config/model.js'
import type { RequestHead } from '../http/exchange.js'
import { cookieValues, headerValues } from './request-values.js'

/** What keeps a user on one side: the route's sticky key, or the address of a request that has none. */
export function keyOf(route: Pick<Route, 'sticky'>, head: RequestHead): string {
  return readKey(route.sticky, head) ?? head.address
}

/** The key where the route looks for it; null when it is not there or empty. The first of several values counts. */
export function readKey(sticky: StickyKey, head: RequestHead): string | null {
  switch (sticky.by) {
    case 'header':
      return headerValues(head, sticky.name)[0] || null
    case 'cookie':
      return cookieValues(head, sticky.name)[0] || null
    case 'claim':
      return readClaim(headerValues(head, 'authorization')[0] ?? '', sticky.name)
    case 'address':
      return head.address
  }
}

/**
 * A claim that is text or a number, of a JWT whose signature nobody has checked. Its scheme may be any, or missing: not
 * every system says `Bearer`.
 */
function readClaim(authorization: string, name: string): string | null {
  const [, payload] = /^(?:[\w-]+ +)?[\w-]+\.([\w-]+)\.[\w-]*$/.exec(authorization) ?? []
  if (payload === undefined) return null
  const claim = parseClaims(Buffer.from(payload, 'base64url').toString())[name]
  if (typeof claim === 'number') return String(claim)
  return typeof claim === 'string' && claim !== '' ? claim : null
}

function parseClaims(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}
