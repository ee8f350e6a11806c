import type { Origin } from '../upstreams/origin.js'
import type { UpstreamGroup } from '../upstreams/upstream-group.js'
import type { Decision, RequestHead } from './exchange.js'
import { type Peer, pushForwarded } from './forwarded.js'
import type { ProxySetup } from './proxy-setup.js'
import type { ReadRequest } from './request-reading.js'
import { replacePrefix } from './request-target.js'

export interface RequestFacts {
  readonly head: RequestHead
  readonly read: ReadRequest
  readonly peer: Peer
  /** `HTTP/` and this is the version that the client speaks. */
  readonly version: string
}

export interface UpstreamWay {
  readonly setup: ProxySetup
  readonly group: UpstreamGroup
  readonly origin: Origin
  readonly decision: Decision
}

/** The headers of the upstream's request besides `Connection` and those that frame its body. */
export function upstreamHeaders(
  { head, read, peer, version }: RequestFacts,
  { setup, group, origin, decision }: UpstreamWay,
): string[] {
  const asked = head.host === '' ? origin.authority : head.host
  const headers = ['Host', group.upstream.host ?? asked]
  const { passed } = read
  for (let i = 0; i < passed.length; i += 1) headers.push(passed[i] as string)
  pushForwarded(headers, { peer, host: head.host, read, believed: setup.trusts(peer.address) })
  if (setup.via !== null) headers.push('Via', `${version} ${setup.via}`)
  setup.hooks.request?.(head, decision, headers)
  return headers
}

/** Of these nobody expects a body: none needs no word. */
const mayLackLength: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])

/** With the framing of no body. */
export function bodilessHeaders(headers: readonly string[], method: string): string[] {
  return mayLackLength.has(method) ? [...headers] : [...headers, 'Content-Length', '0']
}

/** With the body's framing: as the client declared it. */
export function framedHeaders(headers: readonly string[], read: ReadRequest): string[] {
  const framing = read.chunked
    ? ['Transfer-Encoding', 'chunked']
    : ['Content-Length', String(read.contentLength ?? 0)]
  const expectation = read.expectsContinue ? ['Expect', '100-continue'] : []
  return [...headers, ...framing, ...expectation]
}

/** The target as the upstream gets it: another prefix on the way to the new side, when the route says so. */
export function upstreamPath(url: string, { route, side }: Decision): string {
  if (side === 'legacy' || route === null || route.rewrite === null) return url
  return replacePrefix(url, route.rewrite.strip, route.rewrite.add)
}
