import { parseBridgeEnd } from '../config/bridge-end.js'
import type { Decision, RequestHead } from '../http/exchange.js'
import { cookieValues, headerValues } from '../routing/request-values.js'

/**
 * Gives a request what proves its session on the side that answers: `cookie:sid` → `header:x-session` copies the value of
 * the one into the other. Changes the headers for the upstream in place.
 */
export function bridgeRequest(head: RequestHead, { route, side }: Decision, headers: string[]): void {
  for (const entry of route?.bridge.request ?? []) {
    if (entry.side !== side) continue
    const from = parseBridgeEnd(entry.from)
    const to = parseBridgeEnd(entry.to)
    if (from === null || to === null) continue
    const [value] = from.kind === 'cookie' ? cookieValues(head, from.name) : headerValues(head, from.name)
    if (value === undefined) continue
    if (to.kind === 'header') setHeader(headers, to.name, value)
    else if (isCookieValue(value)) addCookie(headers, to.name, value)
  }
}

/** What would end a cookie's value and start something else is not copied into one. */
function isCookieValue(value: string): boolean {
  return !/[;,\s\\]/.test(value)
}

/** Gives the client what the other side will ask for, such as a cookie under the name that it bears there. */
export function bridgeAnswer(_: RequestHead, { route, side }: Decision, headers: string[]): void {
  for (const entry of route?.bridge.response ?? []) {
    if (entry.side !== side) continue
    const from = parseBridgeEnd(entry.from)
    const to = parseBridgeEnd(entry.to)
    if (from === null || to === null) continue
    const found = from.kind === 'cookie' ? findSetCookie(headers, from.name) : findHeader(headers, from.name)
    if (found === null) continue
    if (to.kind === 'header') setHeader(headers, to.name, found.value)
    else if (isCookieValue(found.value))
      headers.push('Set-Cookie', `${to.name}=${found.value}${found.attributes}`)
  }
}

interface FoundValue {
  readonly value: string
  /** `; Path=/; HttpOnly` of a cookie. */
  readonly attributes: string
}

function findHeader(headers: readonly string[], name: string): FoundValue | null {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() === name)
      return { value: headers[at + 1] ?? '', attributes: '; Path=/; HttpOnly' }
  }
  return null
}

function findSetCookie(headers: readonly string[], name: string): FoundValue | null {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() !== 'set-cookie') continue
    const [, own, value = '', attributes = ''] =
      /^\s*([^=;]+)=([^;]*)(.*)$/s.exec(headers[at + 1] ?? '') ?? []
    if (own?.trim() === name) return { value, attributes }
  }
  return null
}

function setHeader(headers: string[], name: string, value: string): void {
  for (let at = headers.length - 2; at >= 0; at -= 2) {
    if (headers[at]?.toLowerCase() === name.toLowerCase()) headers.splice(at, 2)
  }
  headers.push(name, value)
}

function addCookie(headers: string[], name: string, value: string): void {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() !== 'cookie') continue
    const others = (headers[at + 1] ?? '')
      .split(/;\s*/)
      .filter(part => part.split('=', 1)[0]?.trim() !== name)
    headers[at + 1] = [...others, `${name}=${value}`].join('; ')
    return
  }
  headers.push('Cookie', `${name}=${value}`)
}
