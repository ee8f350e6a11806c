import { isIP } from 'node:net'
import type { ReadRequest, ToldWay } from './request-reading.js'
import { plainAddress, type TrustsPeer } from './trusted-peers.js'

/** A connection to a client, as far as the headers that tell of it need it. */
export interface Peer {
  readonly address: string
  readonly secure: boolean
}

/** The client's address: the last one on the way that no trusted proxy has. */
export function clientAddress(peer: Peer, told: ToldWay, trusts: TrustsPeer): string {
  if (!trusts(peer.address)) return peer.address
  const hops = told.forwardedFor === '' ? forwardedHops(told.forwarded) : told.forwardedFor.split(',')
  let client = peer.address
  for (let i = hops.length - 1; i >= 0; i -= 1) {
    const address = hopAddress(hops[i] as string)
    if (address === null) return client
    client = address
    if (!trusts(address)) return client
  }
  return client
}

export interface WayHere {
  readonly peer: Peer
  /** Empty when the request named none. */
  readonly host: string
  readonly read: Pick<ReadRequest, 'told' | 'toldBesides'>
  /** Whether what the request says is kept. */
  readonly believed: boolean
}

/** Adds the headers that tell an upstream of the client. */
export function pushForwarded(headers: string[], { peer, host, read, believed }: WayHere): void {
  const proto = peer.secure ? 'https' : 'http'
  const node = peer.address.includes(':') ? `"[${peer.address}]"` : peer.address
  const element = `for=${node};${host === '' ? '' : `host="${host}";`}proto=${proto}`
  if (!believed) {
    headers.push('X-Forwarded-For', peer.address, 'X-Forwarded-Proto', proto)
    if (host !== '') headers.push('X-Forwarded-Host', host)
    headers.push('Forwarded', element)
    return
  }
  const { told, toldBesides } = read
  headers.push('X-Forwarded-For', appended(told.forwardedFor, peer.address))
  headers.push('X-Forwarded-Proto', told.forwardedProto === '' ? proto : told.forwardedProto)
  const toldHost = told.forwardedHost === '' ? host : told.forwardedHost
  if (toldHost !== '') headers.push('X-Forwarded-Host', toldHost)
  headers.push('Forwarded', appended(told.forwarded, element), ...toldBesides)
}

function appended(list: string, value: string): string {
  return list === '' ? value : `${list}, ${value}`
}

function forwardedHops(forwarded: string): string[] {
  const hops: string[] = []
  for (const element of forwarded === '' ? [] : forwarded.split(',')) {
    const match = /(?:^|;)\s*for\s*=\s*("[^"]*"|[^;\s]*)/i.exec(element)
    hops.push(match === null ? 'unknown' : (match[1] as string).replaceAll('"', ''))
  }
  return hops
}

/** `1.2.3.4`, `1.2.3.4:80`, `2001:db8::1`, `[2001:db8::1]:80`; null for everything else. */
function hopAddress(hop: string): string | null {
  const text = hop.trim()
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)
  const address = bracketed?.[1] ?? (/^[\d.]+:\d+$/.test(text) ? text.replace(/:\d+$/, '') : text)
  return isIP(address) === 0 ? null : plainAddress(address)
}
