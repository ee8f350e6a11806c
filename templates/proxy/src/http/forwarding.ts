import type { Duplex } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Origin } from '../upstreams/origin.js'
import type { UpstreamGroup } from '../upstreams/upstream-group.js'
import { type ReadAnswer, readAnswer } from './answer-reading.js'
import { AnswerRelay, isBodiless } from './answer-relay.js'
import { bothTaps } from './both-taps.js'
import type { ClientConnection, ClientWork } from './client-connection.js'
import type { ClientSide } from './client-side.js'
import type { Decision, Outcome } from './exchange.js'
import { ExchangeClock } from './exchange-clock.js'
import { classifyFailure, type Failure, InvalidAnswer } from './failures.js'
import { replaceHeaders } from './gateway-headers.js'
import type { ExchangeTaps, Passage } from './hooks.js'
import { judgeOrigin } from './origin-judging.js'
import { rewriteSpoken } from './origin-rewriting.js'
import { type ProblemSlug, refusalFor } from './problems.js'
import type { ProxySetup, ServerLife, Unrouted } from './proxy-setup.js'
import { answerRefusal } from './refusing.js'
import { Resending } from './resending.js'
import { type AnswerHandler, sendStreamed } from './streamed-request.js'
import { openTunnel, type TunnelEnd } from './tunnel.js'
import { passableTrailers } from './trailers.js'
import { Upload } from './upload.js'
import { framedHeaders, type RequestFacts, upstreamHeaders, upstreamPath } from './upstream-request.js'

/** What one request needs to be forwarded. */
export interface ForwardingParts extends RequestFacts {
  readonly setup: ProxySetup
  readonly life: ServerLife
  readonly connection: ClientConnection
  readonly client: ClientSide
  /** The client's bare connection when it asks for another protocol. */
  readonly tunnel: TunnelEnd | null
  /** What a gateway wants on top. */
  readonly passage: Passage | null
}

/**
 * One request on its way to an upstream and the answer on its way back. It is the dispatch handler of undici, so that
 * the plain path needs neither promises nor closures. After `done` nothing changes any more; late events are ignored.
 */
export class Forwarding implements Dispatcher.DispatchHandler, AnswerHandler, ClientWork {
  done = false
  private readonly decision: Decision
  private readonly policy: Unrouted
  private readonly clock = new ExchangeClock(this)
  private readonly relay: AnswerRelay
  private readonly resending: Resending
  private readonly startedAt = performance.now()
  private group: UpstreamGroup | null = null
  private origin: Origin | null = null
  private taps: ExchangeTaps | null = null
  private upload: Upload | null = null
  private abortUpstream: ((error?: Error) => void) | null = null
  private sent = false
  private reused = false

  constructor(private readonly parts: ForwardingParts) {
    const { head, client, setup, connection } = parts
    this.decision = setup.decide(head)
    this.policy = this.decision.route ?? setup.unrouted
    this.relay = new AnswerRelay(client, this.clock, head.method)
    this.relay.tap = this.parts.passage?.watch ?? null
    this.resending = new Resending(head.method)
    connection.work.add(this)
  }

  start(): void {
    const { setup, head, client } = this.parts
    this.group = setup.groups.get(this.decision.upstream) ?? null
    if (this.group === null) {
      this.fail('unknown-upstream', 'refused')
      return
    }
    this.group.retries.request()
    if (setup.hooks.shadow !== undefined) this.taps = setup.hooks.shadow(head, this.decision)
    if (this.taps !== null) this.relay.tap = bothTaps(this.taps.answer, this.relay.tap)
    if (!client.hasBody) this.taps?.request?.onEnd()
    this.attempt(this.group)
  }

  private attempt(group: UpstreamGroup): void {
    const origin = group.pick(performance.now())
    if (origin === null) {
      this.fail('upstream-unavailable', 'refused')
      return
    }
    const { head, read, client, tunnel } = this.parts
    this.origin = origin
    this.sent = false
    this.abortUpstream = null
    origin.enter()
    const headers = this.headersFor(group)
    if (headers === null) return
    const path = upstreamPath(head.url, this.decision)
    if (client.hasBody) {
      this.sendBody(origin, path, headers)
      return
    }
    this.clock.set(this.policy.timeouts.headers)
    const method = head.method as Dispatcher.HttpMethod
    const upgrade = tunnel === null ? null : read.upgrade
    const pool = this.resending.metStale ? origin.singlePool : origin.pool
    // undici would take the name in `Host`, which is the client's to choose; its types do not know of this option.
    const request = { path, method, headers, upgrade, servername: origin.serverName }
    pool.dispatch(request, this)
  }

  /** Null when a hook has failed: nothing is sent then. */
  private headersFor(group: UpstreamGroup): string[] | null {
    const { setup } = this.parts
    try {
      return upstreamHeaders(this.parts, { setup, group, decision: this.decision })
    } catch (error) {
      setup.hooks.onError?.(error)
      this.fail('internal-error', 'refused')
      return null
    }
  }

  private sendBody(origin: Origin, path: string, headers: readonly string[]): void {
    const { client, read, head, setup } = this.parts
    const { timeouts } = this.policy
    this.clock.set(timeouts.body)
    this.upload = new Upload({
      client,
      clock: this.clock,
      tap: this.taps?.request ?? null,
      limit: setup.limits.body,
      onExcess: () => this.fail('body-too-large', 'limit'),
      onEnd: () => {
        if (this.relay.status === null) this.clock.set(timeouts.headers)
      },
    })
    const framed = framedHeaders(headers, read)
    const streamed = { method: head.method, path, headers: framed, client, read, observer: this.upload }
    sendStreamed(origin, streamed, this)
  }

  onStart(abort: (error?: Error) => void): void {
    this.abortUpstream = abort
  }

  onSocket(reused: boolean): void {
    this.sent = true
    this.reused = reused
  }

  onConnect(abort: (error?: Error) => void): void {
    this.abortUpstream = abort
    if (this.done) abort()
    else this.onSocket(this.origin?.freshConnection === false)
  }

  onHeaders(status: number, raw: readonly (Buffer | string)[], resume: () => void, reason: string): boolean {
    if (this.done) return false
    const answer = readAnswer(status, raw)
    if (status < 200) {
      if (status === 103 && answer !== null) this.parts.client.sendHints(answer.headers)
      return true
    }
    if (answer === null || !this.passHead({ status, reason, answer }, resume)) {
      this.abortUpstream?.(new InvalidAnswer())
      return false
    }
    this.taps?.answer?.onHead(status, raw.map(latin1))
    this.parts.passage?.watch?.onHead(status, answer.headers)
    // undici waits for the bytes that such an answer declares and does not have.
    if (isBodiless(status) && (answer.contentLength ?? 0) > 0) this.onComplete(null)
    else process.nextTick(settleHead, this)
    return true
  }

  private passHead(
    head: { status: number; reason: string; answer: ReadAnswer },
    resume: () => void,
  ): boolean {
    const { client, life } = this.parts
    if (!this.rewrite(head.answer)) return false
    return this.relay.head({ ...head, close: life.draining || !client.bodyEnded() }, resume)
  }

  /** False when a hook has failed. */
  private rewrite(answer: ReadAnswer): boolean {
    const { head, connection, setup, passage } = this.parts
    if (answer.spoken.length > 0) {
      const scheme = connection.secure ? 'https' : 'http'
      const rewrite = this.decision.side === 'new' ? (this.decision.route?.rewrite ?? null) : null
      rewriteSpoken(answer, { scheme, host: head.host, authorities: this.group?.authorities ?? [], rewrite })
    }
    try {
      setup.hooks.answer?.(head, this.decision, answer.headers)
    } catch (error) {
      setup.hooks.onError?.(error)
      this.fail('internal-error', 'refused')
      return false
    }
    if (passage?.response !== undefined) replaceHeaders(answer.headers, passage.response)
    return true
  }

  /** Called when everything that came together with the head has been passed on. */
  afterHead(): void {
    if (this.done) return
    this.relay.flushHead()
    this.clock.set(this.policy.timeouts.body)
  }

  onData(chunk: Buffer): boolean {
    return !this.done && this.relay.data(chunk)
  }

  onComplete(trailers: readonly (Buffer | string)[] | null): void {
    if (this.done) return
    this.relay.end(trailers === null ? null : passableTrailers(trailers.map(latin1)))
    this.settle(null)
  }

  onUpgrade(status: number, raw: readonly (Buffer | string)[] | null, socket: Duplex): void {
    const { tunnel } = this.parts
    const answer = readAnswer(status, raw ?? [])
    if (this.done || tunnel === null || answer === null || !this.rewrite(answer)) {
      socket.destroy()
      this.onError(new InvalidAnswer())
      return
    }
    const watch = this.parts.passage?.watch
    watch?.onHead(status, answer.headers)
    this.clock.stop()
    this.relay.noteHead(status)
    openTunnel({ client: tunnel, upstream: socket, headers: answer.headers }, (sent, received) => {
      this.relay.bytes = received
      watch?.onEnd()
      this.settle(null, sent)
    })
  }

  onError(error: Error): void {
    const { group, origin } = this
    if (this.done || group === null || origin === null) return
    const { failure, slug } = classifyFailure(error, this.sent)
    const { reused } = this
    const replayable = this.relay.status === null && !this.parts.client.hasBody
    const known = this.resending.metStale
    if (!replayable || !this.resending.take({ failure, reused }, this.policy.retry, group.retries)) {
      this.fail(slug, failure)
      return
    }
    if (known === this.resending.metStale) origin.breaker.fail(performance.now())
    else origin.breaker.abandon()
    origin.leave()
    this.origin = null
    this.attempt(group)
  }

  timeUp(): void {
    if (this.done) return
    const { upload } = this
    if (this.relay.blocked) this.fail('request-timeout', 'client')
    else if (upload === null || upload.ended || upload.blocked) this.fail('upstream-timeout', 'timeout')
    else this.fail('request-timeout', 'client')
  }

  /** A tunnel tells of its end by itself, once both sides have closed. */
  clientLeft(): void {
    if (this.done || this.relay.status === 101) return
    this.settle('client')
    this.abortUpstream?.()
  }

  refuseUnreadable(): boolean {
    if (this.parts.client.bodyEnded()) return false
    this.fail('bad-request', 'client')
    return true
  }

  /** Ends the exchange for the client: with a problem as long as nothing has been sent, else by breaking off. */
  private fail(slug: ProblemSlug, failure: Failure): void {
    const { client, head, life, passage } = this.parts
    if (this.relay.status !== null) client.breakOff()
    else {
      const refusal = { ...refusalFor(slug), headers: passage?.response ?? [] }
      this.relay.noteHead(refusal.status)
      answerRefusal(client, refusal, { method: head.method, close: life.draining || failure === 'client' })
    }
    this.settle(failure)
    this.abortUpstream?.()
  }

  private settle(failure: Outcome['failure'], tunnelled = 0): void {
    if (this.done) return
    this.done = true
    this.clock.stop()
    this.relay.stop()
    const { parts, origin, group, relay, startedAt } = this
    if (origin !== null && group !== null) judgeOrigin(origin, { group, failure, status: relay.status })
    this.upload?.breakOff()
    if (failure !== null) relay.tap?.onAbort()
    parts.connection.ended(this)
    if (parts.setup.hooks.onOutcome === undefined) return
    const now = performance.now()
    parts.setup.hooks.onOutcome(parts.head, this.decision, {
      status: relay.status,
      headMs: (relay.status === null ? now : relay.headAt) - startedAt,
      totalMs: now - startedAt,
      failure,
      retries: this.resending.count,
      requestBytes: this.upload?.bytes ?? tunnelled,
      responseBytes: relay.bytes,
    })
  }
}

function settleHead(forwarding: Forwarding): void {
  forwarding.afterHead()
}

function latin1(part: Buffer | string): string {
  return typeof part === 'string' ? part : part.toString('latin1')
}
