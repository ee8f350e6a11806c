import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { ClientConnection } from './client-connection.js'
import type { ClientSide } from './client-side.js'
import { headerPairs } from './header-pairs.js'

/** Milliseconds that a client may go on sending a body that nobody reads, so that it gets to see its answer. */
const lingering = 1_000

/** Bytes up to which the end of an answer is worth a copy. */
const smallEnd = 16 * 1024

export class Http1Client implements ClientSide {
  hasBody = true
  readonly holdsBody = false

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {}

  get body(): Readable {
    return this.request
  }

  bodyEnded(): boolean {
    return !this.hasBody || this.request.complete
  }

  isGone(): boolean {
    return this.request.socket.destroyed
  }

  trailers(): readonly string[] {
    return this.request.rawTrailers
  }

  sendContinue(): void {
    this.response.writeContinue()
  }

  sendHints(rawHeaders: readonly string[]): void {
    if (this.request.httpVersionMinor === 0) return
    const hints: Record<string, string | string[]> = {}
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const name = (rawHeaders[i] as string).toLowerCase()
      const value = rawHeaders[i + 1] as string
      const known = hints[name]
      hints[name] = known === undefined ? value : [known, value].flat()
    }
    try {
      this.response.writeEarlyHints(hints)
    } catch {
      // Hints that Node takes for malformed are worth nothing to a client either.
    }
  }

  head(status: number, reason: string, headers: string[], close: boolean): void {
    const { response } = this
    if (close) {
      response.shouldKeepAlive = false
      ClientConnection.of(this.request.socket).finished = true
    }
    if (!this.bodyEnded()) lingerOnClose(this.request.socket)
    response.writeHead(status, validReason(status, reason), headers)
  }

  flushHead(): void {
    this.response.flushHeaders()
  }

  write(chunk: Buffer): boolean {
    return this.response.write(chunk)
  }

  onceDrained(listener: () => void): void {
    this.response.once('drain', listener)
  }

  end(last: Buffer | null, trailers: readonly string[] | null): void {
    const { response } = this
    if (trailers !== null && trailers.length > 0) response.addTrailers(headerPairs(trailers))
    if (last === null) response.end()
    // As text it goes out with the head in one piece; as bytes it would be a piece of its own.
    else if (last.length <= smallEnd) response.end(last.toString('latin1'), 'latin1')
    else response.end(last)
  }

  /** An answer that ends with its connection has to be reset: an orderly end would make it look whole. */
  breakOff(): void {
    const { socket } = this.request
    if (this.request.httpVersionMinor > 0) socket.destroy()
    else socket.resetAndDestroy()
  }
}

/** A reason phrase that can be sent: the usual one in place of one with bytes that must not stand there. */
function validReason(status: number, reason: string): string {
  const usual = STATUS_CODES[status]
  return reason === usual || /^[\t\x20-\x7e\x80-\xff]*$/.test(reason) ? reason : (usual ?? '')
}

/**
 * Closing a connection on which a client still sends resets it, and the client may lose the answer. Instead our half
 * is ended, and what comes is thrown away for a moment.
 */
export function lingerOnClose(socket: Socket): void {
  socket.destroySoon = function lingeringDestroy(this: Socket): void {
    if (this.destroyed) return
    this.end()
    this.resume()
    const timer = setTimeout(() => this.destroy(), lingering)
    this.once('end', () => this.destroy())
    this.once('close', () => clearTimeout(timer))
  }
}
