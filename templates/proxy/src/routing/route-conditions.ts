import type { Condition, RouteMatch } from '../config/model.js'
import type { RequestHead } from '../http/exchange.js'
import { cookieValues, headerValues, hostName } from './request-values.js'

/** A condition of a route, other than its path, that a request can fail. */
export type RouteCondition =
  | { readonly kind: 'method'; readonly wanted: readonly string[] }
  | { readonly kind: 'host'; readonly wanted: string }
  | { readonly kind: 'header' | 'cookie'; readonly name: string; readonly wanted: string | null }

/** Whether a route takes all requests that have its path. */
export function isUnconditional(match: RouteMatch): boolean {
  return match.methods === null && match.host === null && countConditions(match) === 0
}

export function countConditions(match: RouteMatch): number {
  return match.headers.length + match.cookies.length
}

/** Whether a request has the method, headers and cookies of a route. Path and host have been looked at before. */
export function fitsConditions(match: RouteMatch, head: RequestHead): boolean {
  if (match.methods !== null && !match.methods.includes(head.method)) return false
  for (const header of match.headers) if (!hasHeader(head, header)) return false
  for (const cookie of match.cookies) if (!hasCookie(head, cookie)) return false
  return true
}

/** All conditions that a request fails, for people who ask why. */
export function findFailedConditions(match: RouteMatch, head: RequestHead): readonly RouteCondition[] {
  const failed: RouteCondition[] = []
  if (match.methods !== null && !match.methods.includes(head.method)) {
    failed.push({ kind: 'method', wanted: match.methods })
  }
  if (match.host !== null && !matchesHost(match.host, hostName(head))) {
    failed.push({ kind: 'host', wanted: match.host })
  }
  for (const header of match.headers) {
    if (!hasHeader(head, header)) failed.push({ kind: 'header', name: header.name, wanted: header.value })
  }
  for (const cookie of match.cookies) {
    if (!hasCookie(head, cookie)) failed.push({ kind: 'cookie', name: cookie.name, wanted: cookie.value })
  }
  return failed
}

function matchesHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.')
    ? host.length > pattern.length - 1 && host.endsWith(pattern.slice(1))
    : host === pattern
}

function hasHeader(head: RequestHead, { name, value }: Condition): boolean {
  const sent = headerValues(head, name)
  return value === null ? sent.length > 0 : sent.includes(value)
}

function hasCookie(head: RequestHead, { name, value }: Condition): boolean {
  const sent = cookieValues(head, name)
  return value === null ? sent.length > 0 : sent.includes(value)
}
