import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http'
import type { Origin } from '../upstreams/origin.js'
import type { ClientSide } from './client-side.js'
import { InvalidAnswer } from './failures.js'
import { headerPairs } from './header-pairs.js'
import type { ReadRequest } from './request-reading.js'
import { passableTrailers } from './trailers.js'

/** A request whose body, if it has one, is passed on as it comes. */
export interface StreamedRequest {
  readonly method: string
  readonly path: string
  /** Complete with `Host` and the length or coding of the body; names and values in turns. */
  readonly headers: string[]
  readonly client: ClientSide
  readonly read: ReadRequest
  /** Null where there is no body. */
  readonly observer: UploadObserver | null
}

/** The part of undici's dispatch handler that answers need, and what tells of the connection. */
export interface AnswerHandler {
  readonly done: boolean
  onStart(abort: (error?: Error) => void): void
  onSocket(reused: boolean): void
  onHeaders(status: number, raw: readonly string[], resume: () => void, reason: string): boolean
  onData(chunk: Buffer): boolean
  onComplete(trailers: readonly string[] | null): void
  onError(error: Error): void
}

/** Sees the body of a request go by. */
export interface UploadObserver {
  /** Set while the upstream does not take the body as fast as it comes. */
  blocked: boolean
  /** The client may send the body that it holds back. */
  onContinue(): void
  /** False when the chunk must not be sent. */
  onChunk(chunk: Buffer): boolean
  onEnd(): void
}

/** Milliseconds after which a body is asked for although the upstream has not said `100 Continue`. */
const patience = 1_000

/**
 * Sends a request over `node:http`. It starts in the next turn of the event loop, so that a kept
 * connection that the upstream has closed meanwhile is known to be closed.
 */
export function sendStreamed(origin: Origin, streamed: StreamedRequest, handler: AnswerHandler): void {
  setImmediate(() => {
    if (handler.done) streamed.client.body.resume()
    else start(origin, streamed, handler)
  })
}

function start(origin: Origin, streamed: StreamedRequest, handler: AnswerHandler): void {
  const request = startRequest({
    agent: origin.agent,
    host: origin.hostname,
    port: origin.port,
    method: streamed.method,
    path: streamed.path,
    headers: streamed.headers,
    setHost: false,
  })
  const { observer } = streamed
  const pump = observer === null ? new NoPump(request) : new BodyPump(streamed, request, observer)
  handler.onStart(error => {
    pump.stop()
    request.destroy(error)
  })
  request.on('socket', () => handler.onSocket(request.reusedSocket))
  request.on('information', info => {
    if (info.statusCode !== 100) handler.onHeaders(info.statusCode, info.rawHeaders, ignore, '')
  })
  request.on('response', answer => receive(answer, handler, pump))
  const fail = (error: Error) => {
    pump.stop()
    handler.onError(error)
  }
  request.on('error', fail)
  request.on('upgrade', (_answer, socket) => {
    socket.destroy()
    fail(new InvalidAnswer())
  })
  if (observer !== null && streamed.read.expectsContinue) askFirst(request, pump, { observer, handler })
  else pump.run()
}

function askFirst(
  request: ClientRequest,
  pump: Pump,
  { observer, handler }: { observer: UploadObserver; handler: AnswerHandler },
): void {
  const go = () => {
    clearTimeout(timer)
    if (handler.done || pump.running) return
    observer.onContinue()
    pump.run()
  }
  const timer = setTimeout(go, patience)
  request.once('continue', go)
  request.once('response', () => clearTimeout(timer))
  request.once('close', () => clearTimeout(timer))
  request.flushHeaders()
}

function receive(answer: IncomingMessage, handler: AnswerHandler, pump: Pump): void {
  answer.on('data', (chunk: Buffer) => {
    if (!handler.onData(chunk)) answer.pause()
  })
  answer.on('error', error => handler.onError(error))
  answer.on('end', () => {
    handler.onComplete(answer.rawTrailers)
    pump.abandon()
  })
  const resume = () => answer.resume()
  handler.onHeaders(answer.statusCode ?? 0, answer.rawHeaders, resume, answer.statusMessage ?? '')
}

interface Pump {
  readonly running: boolean
  run(): void
  /** What still comes is thrown away. */
  stop(): void
  /** The answer is complete: the rest of a body that is still under way interests nobody. */
  abandon(): void
}

/** There is nothing to carry. */
class NoPump implements Pump {
  running = false

  constructor(private readonly request: ClientRequest) {}

  run(): void {
    this.running = true
    this.request.end()
  }

  stop(): void {}

  abandon(): void {}
}

/** Carries the body from the client to the upstream, no faster than both can. */
class BodyPump implements Pump {
  running = false
  /** The head is on its way, or not wanted any more. */
  private begun = false
  private ended = false

  constructor(
    private readonly streamed: StreamedRequest,
    private readonly request: ClientRequest,
    private readonly observer: UploadObserver,
  ) {}

  run(): void {
    this.running = true
    const { body } = this.streamed.client
    setImmediate(this.sendHead)
    body.on('data', this.onChunk)
    body.on('end', this.onEnd)
    this.request.on('drain', this.onDrain)
    // A hook may have begun to read it.
    if (body.isPaused()) body.resume()
  }

  /** A body that is not at hand must not hold back its head: the upstream may have to answer before it comes. */
  private readonly sendHead = (): void => {
    if (!this.begun) this.request.flushHeaders()
  }

  stop(): void {
    const { body } = this.streamed.client
    body.off('data', this.onChunk)
    body.off('end', this.onEnd)
    this.begun = true
    this.ended = true
    body.resume()
  }

  abandon(): void {
    if (this.ended) return
    this.stop()
    this.request.destroy()
  }

  private readonly onChunk = (chunk: Buffer): void => {
    if (!this.observer.onChunk(chunk)) return
    this.begun = true
    if (this.request.write(chunk)) return
    this.observer.blocked = true
    this.streamed.client.body.pause()
  }

  private readonly onDrain = (): void => {
    this.observer.blocked = false
    if (!this.ended) this.streamed.client.body.resume()
  }

  private readonly onEnd = (): void => {
    this.begun = true
    this.ended = true
    const { request, streamed } = this
    if (streamed.read.chunked) {
      request.addTrailers(headerPairs(passableTrailers(streamed.client.trailers(), streamed.read.barred)))
    }
    request.end()
    this.observer.onEnd()
  }
}

function ignore(): void {}
