import { validateHeaderName, validateHeaderValue } from 'node:http'
import { isHopByHop } from './connection-options.js'
import type { RequestHead } from './exchange.js'
import type { ReadRequest } from './request-reading.js'

/** A request whose headers a gateway answers for. */
export interface VouchedRequest {
  readonly head: RequestHead
  readonly read: ReadRequest
}

/** Many systems take `X_User` for `X-User`: both are one name here. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}

/** The request without headers of these plain names, wherever it is looked at later; the same one where it has none. */
export function withoutHeaders(request: VouchedRequest, names: ReadonlySet<string>): VouchedRequest {
  const { head, read } = request
  const rawHeaders = dropHeaders(head.rawHeaders, names)
  const barred = read.barred === null ? names : new Set([...read.barred, ...names])
  if (rawHeaders.length === head.rawHeaders.length) return { head, read: { ...fieldsOf(read), barred } }
  const passed = [...dropHeaders(read.passed, names)]
  const toldBesides = [...dropHeaders(read.toldBesides, names)]
  return { head: { ...head, rawHeaders }, read: { ...fieldsOf(read), passed, toldBesides, barred } }
}

/** The request with headers of the gateway in place of the client's. Throws for what is no header of one's own. */
export function withHeaders(request: VouchedRequest, added: readonly string[]): VouchedRequest {
  const names = new Set<string>()
  for (let i = 0; i + 1 < added.length; i += 2)
    names.add(plainName(ownName(added[i] as string, added[i + 1])))
  const { head, read } = withoutHeaders(request, names)
  return {
    head: { ...head, rawHeaders: [...head.rawHeaders, ...added] },
    read: { ...read, passed: [...read.passed, ...added] },
  }
}

/** Puts headers in place of those of the same names. */
export function replaceHeaders(headers: string[], added: readonly string[]): void {
  const names = new Set<string>()
  for (let i = 0; i + 1 < added.length; i += 2) names.add((added[i] as string).toLowerCase())
  for (let i = headers.length - 2; i >= 0; i -= 2) {
    if (names.has((headers[i] as string).toLowerCase())) headers.splice(i, 2)
  }
  headers.push(...added)
}

const framing: ReadonlySet<string> = new Set(['host', 'content-length', 'expect', 'trailer'])

function ownName(name: string, value = ''): string {
  validateHeaderName(name)
  validateHeaderValue(name, value)
  const lower = name.toLowerCase()
  if (isHopByHop(lower) || framing.has(lower)) throw new TypeError(`${name} is not for a hook to set.`)
  return name
}

function dropHeaders(raw: readonly string[], names: ReadonlySet<string>): readonly string[] {
  let kept: string[] | null = null
  for (let i = 0; i + 1 < raw.length; i += 2) {
    if (names.has(plainName(raw[i] as string))) kept ??= raw.slice(0, i)
    else kept?.push(raw[i] as string, raw[i + 1] as string)
  }
  return kept ?? raw
}

/** The reading is an object with a getter: its fields alone can be copied. */
function fieldsOf(read: ReadRequest): ReadRequest {
  const { host, contentLength, chunked, upgrade, expectsContinue, passed, told, toldBesides, barred } = read
  return { host, contentLength, chunked, upgrade, expectsContinue, passed, told, toldBesides, barred }
}
