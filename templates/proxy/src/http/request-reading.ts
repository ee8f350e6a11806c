import { isHopByHop, nominatedHeaders, withoutNominated } from './connection-options.js'
import type { ProblemSlug } from './problems.js'

/** What the proxy itself has to know of a request's headers, and what it passes on. */
export interface ReadRequest {
  /** Lower case, with port as sent; empty where HTTP/1.0 has none. */
  readonly host: string
  /** Bytes of the body as declared; null when not declared. */
  readonly contentLength: number | null
  readonly chunked: boolean
  /** Token of the protocol that the client asks for; empty when none. */
  readonly upgrade: string
  readonly expectsContinue: boolean
  /** Names and values in turns: end-to-end headers without `Host`, lengths and what tells of the way so far. */
  readonly passed: string[]
  readonly told: ToldWay
  /** What else tells of the way, such as `X-Forwarded-Port`: names and values in turns, passed on for trusted peers only. */
  readonly toldBesides: string[]
  /** Lower case names, with `-` for `_`, that trailers must not bring either; null for none. */
  readonly barred: ReadonlySet<string> | null
}

/** What the request says of its way here. Believed only when the peer is trusted. */
export interface ToldWay {
  readonly forwardedFor: string
  readonly forwardedProto: string
  readonly forwardedHost: string
  readonly forwarded: string
}

/** RFC 3986, `host [":" port]`, without user information. */
const validHost = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::[0-9]{0,5})?$/
/** Look-alikes with `_`, which many systems take for the same header, are none to pass on. */
const tellsOfWay = /^x[-_](?:forwarded[-_]|real[-_]ip$)/
const digits = /^[0-9]{1,15}$/

/**
 * Reads header lines, or says why they are refused. The parser has refused malformed lines before. A host is a duty since
 * HTTP/1.1 only (RFC 9112 §3.2).
 */
export function readRequest(rawHeaders: readonly string[], version: string): ReadRequest | ProblemSlug {
  const reading = new Reading()
  for (let i = 0; i < rawHeaders.length; i += 2) {
    reading.take(rawHeaders[i] as string, rawHeaders[i + 1] as string)
  }
  return reading.finish(version === '1.0')
}

class Reading implements ReadRequest, ToldWay {
  host = ''
  contentLength: number | null = null
  chunked = false
  upgrade = ''
  expectsContinue = false
  readonly barred = null
  passed: string[] = []
  toldBesides: string[] = []
  forwardedFor = ''
  forwardedProto = ''
  forwardedHost = ''
  forwarded = ''
  private hosts = 0
  private connection = ''
  private problem: ProblemSlug | null = null

  get told(): ToldWay {
    return this
  }

  take(name: string, value: string): void {
    const lower = name.toLowerCase()
    switch (lower) {
      case 'host':
        this.hosts += 1
        this.host = value.toLowerCase()
        return
      case 'connection':
        this.connection = joined(this.connection, value)
        return
      case 'content-length':
        if (this.contentLength !== null || !digits.test(value)) this.problem = 'bad-request'
        this.contentLength = Number(value)
        return
      case 'transfer-encoding':
        if (this.chunked || value.toLowerCase() !== 'chunked') this.problem = 'bad-request'
        this.chunked = true
        return
      case 'upgrade':
        this.upgrade = joined(this.upgrade, value)
        return
      case 'expect':
        if (value.toLowerCase() === '100-continue') this.expectsContinue = true
        else this.problem = 'expectation-failed'
        return
    }
    if (isHopByHop(lower) || this.takeTold(lower, value)) return
    const isTold = lower.charCodeAt(0) === 120 /* x */ && tellsOfWay.test(lower)
    if (!isTold) this.passed.push(name, value)
    else if (!lower.includes('_')) this.toldBesides.push(name, value)
  }

  finish(mayLackHost: boolean): ReadRequest | ProblemSlug {
    if (this.problem !== null) return this.problem
    if (this.chunked && this.contentLength !== null) return 'bad-request'
    if (!this.hasSoundHost(mayLackHost)) return 'bad-host'
    const nominated = nominatedHeaders(this.connection)
    if (nominated !== null) this.dropNominated(nominated)
    if (this.upgrade !== '' && !/\bupgrade\b/i.test(this.connection)) this.upgrade = ''
    return this
  }

  private hasSoundHost(mayLackHost: boolean): boolean {
    return this.hosts === 0 ? mayLackHost : this.hosts === 1 && validHost.test(this.host)
  }

  private takeTold(lower: string, value: string): boolean {
    if (lower.charCodeAt(0) === 102 /* f */) {
      if (lower !== 'forwarded') return false
      this.forwarded = joined(this.forwarded, value)
      return true
    }
    if (lower.charCodeAt(0) !== 120 /* x */) return false
    switch (lower) {
      case 'x-forwarded-for':
        this.forwardedFor = joined(this.forwardedFor, value)
        return true
      case 'x-forwarded-proto':
        this.forwardedProto = joined(this.forwardedProto, value)
        return true
      case 'x-forwarded-host':
        this.forwardedHost = joined(this.forwardedHost, value)
        return true
    }
    return false
  }

  private dropNominated(nominated: ReadonlySet<string>): void {
    this.passed = withoutNominated(this.passed, nominated)
    this.toldBesides = withoutNominated(this.toldBesides, nominated)
    if (nominated.has('x-forwarded-for')) this.forwardedFor = ''
    if (nominated.has('x-forwarded-proto')) this.forwardedProto = ''
    if (nominated.has('x-forwarded-host')) this.forwardedHost = ''
    if (nominated.has('forwarded')) this.forwarded = ''
  }
}

function joined(before: string, value: string): string {
  return before === '' ? value : `${before}, ${value}`
}
