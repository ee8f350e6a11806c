import type { ReadAnswer } from './answer-reading.js'
import type { ClientSide } from './client-side.js'
import type { ExchangeClock } from './exchange-clock.js'
import type { AnswerTap } from './hooks.js'

/** Whether an answer of this status has no body, whatever its headers say. */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}

export interface AnswerHead {
  readonly status: number
  readonly reason: string
  readonly answer: ReadAnswer
  /** The connection to the client ends with this answer. */
  readonly close: boolean
}

/** Passes an answer on to the client, no faster than it is read. */
export class AnswerRelay {
  /** Status of the head that has come, or that the client got instead; null while there is none. */
  status: number | null = null
  headAt = 0
  bytes = 0
  tap: AnswerTap | null = null
  /** Set while the client does not take the answer as fast as it comes. */
  blocked = false
  private resume: (() => void) | null = null
  private begun = false
  private ended = false
  private stopped = false
  private detached = false
  /** Bytes of the body still to come; -1 when its length is not known. */
  private remaining = -1

  constructor(
    private readonly client: ClientSide,
    private readonly clock: ExchangeClock,
    private readonly method: string,
  ) {}

  noteHead(status: number): void {
    this.status = status
    this.headAt = performance.now()
  }

  /** False when the head is none that can be sent. */
  head({ status, reason, answer, close }: AnswerHead, resume: () => void): boolean {
    try {
      if (!this.detached) this.client.head(status, reason, answer.headers, close)
    } catch {
      return false
    }
    this.noteHead(status)
    this.resume = resume
    const bodiless = this.method === 'HEAD' || isBodiless(status)
    if (!bodiless && answer.contentLength !== null) this.remaining = answer.contentLength
    return true
  }

  /** The head goes out even if the body lets itself be waited for. */
  flushHead(): void {
    if (!this.begun && !this.detached) this.client.flushHead()
  }

  /** False: the next chunk has to wait until `resume` is called. */
  data(chunk: Buffer): boolean {
    this.begun = true
    this.bytes += chunk.length
    this.clock.refresh()
    this.tap?.onChunk(chunk)
    if (this.detached) return true
    if (this.remaining === chunk.length) {
      this.ended = true
      this.client.end(chunk, null)
      return true
    }
    if (this.remaining > 0) this.remaining -= chunk.length
    if (this.client.write(chunk)) return true
    this.blocked = true
    this.client.onceDrained(() => this.goOn())
    return false
  }

  end(trailers: readonly string[] | null): void {
    this.begun = true
    if (!this.ended && !this.detached) this.client.end(null, trailers)
    this.tap?.onEnd()
  }

  /** The client is gone: what comes is for the tap alone. */
  detach(): void {
    this.detached = true
    if (this.blocked) this.goOn()
  }

  /** Nothing is passed on any more. */
  stop(): void {
    this.stopped = true
  }

  private goOn(): void {
    this.blocked = false
    if (this.stopped) return
    this.clock.refresh()
    this.resume?.()
  }
}
