import type { Duplex } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Origin } from '../upstreams/origin.js'
import type { UpstreamGroup } from '../upstreams/upstream-group.js'
import { type ReadAnswer, readAnswer } from './answer-reading.js'
import { dressAnswer } from './answer-dressing.js'
import { AnswerRelay, isBodiless } from './answer-relay.js'
import { Attempts } from './attempts.js'
import { bothTaps } from './both-taps.js'
import type { ClientConnection, ClientWork } from './client-connection.js'
import type { ClientSide } from './client-side.js'
import type { Decision, Outcome } from './exchange.js'
import { ExchangeClock } from './exchange-clock.js'
import { type Failure, InvalidAnswer } from './failures.js'
import type { ExchangeTaps, Passage } from './hooks.js'
import { type ProblemSlug, refusalFor } from './problems.js'
import type { ProxySetup, ServerLife, Unrouted } from './proxy-setup.js'
import { answerRefusal } from './refusing.js'
import { send } from './sending.js'
import type { AnswerHandler } from './streamed-request.js'
import { openTunnel, type TunnelEnd } from './tunnel.js'
import { passableTrailers } from './trailers.js'
import { Upload } from './upload.js'
import { type RequestFacts, upstreamHeaders } from './upstream-request.js'

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

/** Bytes of an answer that are read on for a watch alone. */
const mostUntaken = 8 * 1024 * 1024

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
  private readonly attempts: Attempts
  private readonly startedAt = performance.now()
  private taps: ExchangeTaps | null = null
  private upload: Upload | null = null
  /** What the client had got when it left and the exchange went on; null otherwise. */
  private left: { readonly status: number | null; readonly bytes: number } | null = null

  constructor(private readonly parts: ForwardingParts) {
    const { head, client, setup, connection } = parts
    this.decision = setup.decide(head)
    this.policy = this.decision.route ?? setup.unrouted
    this.relay = new AnswerRelay(client, this.clock, head.method)
    this.relay.tap = this.parts.passage?.watch ?? null
    this.attempts = new Attempts(head.method)
    connection.work.add(this)
  }

  start(): void {
    const { setup, head, client } = this.parts
    const group = setup.groups.get(this.decision.upstream)
    if (group === undefined) {
      this.fail('unknown-upstream', 'refused')
      return
    }
    this.attempts.group = group
    group.retries.request()
    if (setup.hooks.shadow !== undefined) this.taps = setup.hooks.shadow(head, this.decision)
    if (this.taps !== null) this.relay.tap = bothTaps(this.taps.answer, this.relay.tap)
    if (!client.hasBody) this.taps?.request?.onEnd()
    this.attempt(group)
  }

  private attempt(group: UpstreamGroup): void {
    const origin = this.attempts.begin(group)
    if (origin === null) {
      this.fail('upstream-unavailable', 'refused')
      return
    }
    const headers = this.headersFor(group, origin)
    if (headers === null) return
    const { decision } = this
    const { resending } = this.attempts
    const { timeouts } = this.policy
    const { hasBody } = this.parts.client
    this.clock.set(hasBody ? timeouts.body : timeouts.headers)
    this.upload = hasBody ? this.openUpload() : null
    send(this.parts, { origin, decision, headers, resending, upload: this.upload }, this)
  }

  /** Null when a hook has failed: nothing is sent then. */
  private headersFor(group: UpstreamGroup, origin: Origin): string[] | null {
    const { setup } = this.parts
    try {
      return upstreamHeaders(this.parts, { setup, group, origin, decision: this.decision })
    } catch (error) {
      setup.hooks.onError?.(error)
      this.fail('internal-error', 'refused')
      return null
    }
  }

  private openUpload(): Upload {
    const { client, setup } = this.parts
    return new Upload({
      client,
      clock: this.clock,
      tap: this.taps?.request ?? null,
      limit: setup.limits.body,
      onExcess: () => this.fail('body-too-large', 'limit'),
      onEnd: () => {
        if (this.relay.status === null) this.clock.set(this.policy.timeouts.headers)
      },
    })
  }

  onStart(abort: (error?: Error) => void): void {
    this.attempts.noteStart(abort)
  }

  onSocket(reused: boolean): void {
    this.attempts.noteSocket(reused)
  }

  onConnect(abort: (error?: Error) => void): void {
    this.attempts.noteStart(abort)
    if (this.done) abort()
    else this.attempts.noteSocket(this.attempts.origin?.freshConnection === false)
  }

  onHeaders(status: number, raw: readonly (Buffer | string)[], resume: () => void, reason: string): boolean {
    if (this.done) return false
    const answer = readAnswer(status, raw)
    if (status < 200) {
      if (status === 103 && answer !== null && this.left === null) this.parts.client.sendHints(answer.headers)
      return true
    }
    const { client, life } = this.parts
    const close = life.draining || !client.bodyEnded()
    if (
      answer === null ||
      !this.dress(answer) ||
      !this.relay.head({ status, reason, answer, close }, resume)
    ) {
      this.attempts.abort(new InvalidAnswer())
      return false
    }
    this.taps?.answer?.onHead(status, raw.map(latin1))
    this.parts.passage?.watch?.onHead(status, answer.headers)
    // undici waits for the bytes that such an answer declares and does not have.
    if (isBodiless(status) && (answer.contentLength ?? 0) > 0) this.onComplete(null)
    else process.nextTick(settleHead, this)
    return true
  }

  private dress(answer: ReadAnswer): boolean {
    const isDressed = dressAnswer(answer, this.parts, { decision: this.decision, group: this.attempts.group })
    if (!isDressed) this.fail('internal-error', 'refused')
    return isDressed
  }

  /** Called when everything that came together with the head has been passed on. */
  afterHead(): void {
    if (this.done) return
    this.relay.flushHead()
    this.clock.set(this.policy.timeouts.body)
  }

  onData(chunk: Buffer): boolean {
    if (this.done) return false
    const goesOn = this.relay.data(chunk)
    if (this.left !== null && this.relay.bytes - this.left.bytes > mostUntaken) this.endUnanswered()
    return goesOn
  }

  onComplete(trailers: readonly (Buffer | string)[] | null): void {
    if (this.done) return
    this.relay.end(trailers === null ? null : passableTrailers(trailers.map(latin1)))
    this.settle(null)
  }

  onUpgrade(status: number, raw: readonly (Buffer | string)[] | null, socket: Duplex): void {
    const { tunnel } = this.parts
    const answer = readAnswer(status, raw ?? [])
    if (this.done || tunnel === null || answer === null || !this.dress(answer)) {
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
    const { group } = this.attempts
    if (this.done || group === null || this.attempts.origin === null) return
    const isReplayable = this.relay.status === null && !this.parts.client.hasBody
    const failed = this.attempts.fail(error, isReplayable ? this.policy.retry : null)
    if (failed === null) this.attempt(group)
    else this.fail(failed.slug, failed.failure)
  }

  timeUp(): void {
    if (this.done) return
    const { upload } = this
    if (this.left !== null) this.endUnanswered()
    else if (this.relay.blocked) this.fail('request-timeout', 'client')
    else if (upload === null || upload.ended || upload.blocked) this.fail('upstream-timeout', 'timeout')
    else this.fail('request-timeout', 'client')
  }

  /** A tunnel tells of its end by itself, once both sides have closed. */
  clientLeft(): void {
    if (this.done || this.left !== null || this.relay.status === 101) return
    if (this.outlivesClient()) this.goOnAlone()
    else this.endUnanswered()
  }

  private outlivesClient(): boolean {
    const { passage, tunnel, client } = this.parts
    if (passage?.outlivesClient !== true || tunnel !== null) return false
    return this.upload === null || this.upload.ended || client.holdsBody
  }

  private goOnAlone(): void {
    const { relay, parts } = this
    this.left = { status: relay.status, bytes: relay.bytes }
    this.clock.setLast(this.policy.timeouts.body)
    parts.life.outliving.add(this)
    parts.connection.ended(this)
    relay.detach()
  }

  private endUnanswered(): void {
    this.settle('client')
    this.attempts.abort()
  }

  awaitsBody(): boolean {
    return !this.parts.client.bodyEnded()
  }

  refuseUnreadable(): void {
    this.fail('bad-request', 'client')
  }

  /** Ends the exchange for the client: with a problem as long as nothing has been sent, else by breaking off. */
  private fail(slug: ProblemSlug, failure: Failure): void {
    const { client, head, life, passage } = this.parts
    if (this.relay.status !== null) client.breakOff()
    else if (this.left === null) {
      const refusal = { ...refusalFor(slug), headers: passage?.response ?? [] }
      this.relay.noteHead(refusal.status)
      answerRefusal(client, refusal, { method: head.method, close: life.draining || failure === 'client' })
    }
    this.settle(failure)
    this.attempts.abort()
  }

  private settle(failure: Outcome['failure'], tunnelled = 0): void {
    if (this.done) return
    this.done = true
    this.clock.stop()
    this.relay.stop()
    const { parts, attempts, relay, startedAt, left } = this
    attempts.end(failure, relay.status)
    this.upload?.breakOff()
    if (failure !== null) relay.tap?.onAbort()
    if (left === null) parts.connection.ended(this)
    else parts.life.outliving.delete(this)
    if (parts.setup.hooks.onOutcome === undefined) return
    const now = performance.now()
    parts.setup.hooks.onOutcome(parts.head, this.decision, {
      status: left === null ? relay.status : left.status,
      headMs: (relay.status === null ? now : relay.headAt) - startedAt,
      totalMs: now - startedAt,
      failure: failure ?? (left === null ? null : 'client'),
      retries: attempts.resending.count,
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
