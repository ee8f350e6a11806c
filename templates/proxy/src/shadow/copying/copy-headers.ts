/** Tells a system that it is asked for comparison's sake only. */
export const shadowHeader = 'x-strangler-shadow'

/**
 * Names that concern one connection only (RFC 9110, section 7.6.1), and those of body framing: the copy's
 * body is sent whole, with a length of its own.
 */
const dropped: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  shadowHeader,
])

/**
 * The headers of a copy: the request's own, in their order, without what is hop-by-hop, and marked as a copy.
 */
export function deriveCopyHeaders(rawHeaders: readonly string[]): string[] {
  const nominated = nominatedByConnection(rawHeaders)
  const headers: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    const key = name.toLowerCase()
    if (!dropped.has(key) && !nominated.has(key)) headers.push(name, rawHeaders[at + 1] ?? '')
  }
  headers.push(shadowHeader, '1')
  return headers
}

/** The body's length as the request declares it; null when it does not. */
export function declaredLength(rawHeaders: readonly string[]): number | null {
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === 'content-length') return Number(rawHeaders[at + 1])
  }
  return null
}

function nominatedByConnection(rawHeaders: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== 'connection') continue
    for (const name of (rawHeaders[at + 1] ?? '').split(',')) names.add(name.trim().toLowerCase())
  }
  return names
}
