import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { Readable } from 'node:stream'
import type { ClientSide } from './client-side.js'
import { isHopByHop } from './connection-options.js'

export class Http2Client implements ClientSide {
  readonly holdsBody = false
  private rawTrailers: readonly string[] = []
  private outgoing: OutgoingHttpHeaders = {}

  constructor(
    private readonly stream: ServerHttp2Stream,
    public hasBody: boolean,
  ) {
    stream.on('trailers', (_headers, _flags, raw?: readonly string[]) => {
      this.rawTrailers = raw ?? []
    })
  }

  get body(): Readable {
    return this.stream
  }

  bodyEnded(): boolean {
    return !this.hasBody || this.stream.readableEnded
  }

  isGone(): boolean {
    return this.stream.destroyed || this.stream.closed
  }

  trailers(): readonly string[] {
    return this.rawTrailers
  }

  sendContinue(): void {
    if (this.stream.closed) return
    this.stream.additionalHeaders({ ':status': 100 })
  }

  sendHints(rawHeaders: readonly string[]): void {
    if (this.stream.closed || this.stream.headersSent) return
    this.stream.additionalHeaders({ ...fields(rawHeaders), ':status': 103 })
  }

  head(status: number, _reason: string, headers: string[], _close: boolean): void {
    const { stream } = this
    if (stream.closed || stream.destroyed) return
    stream.respond({ ...fields(headers), ':status': status }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers(this.outgoing))
  }

  /** `respond` has sent it. */
  flushHead(): void {}

  write(chunk: Buffer): boolean {
    return this.stream.write(chunk)
  }

  onceDrained(listener: () => void): void {
    this.stream.once('drain', listener)
  }

  end(last: Buffer | null, trailers: readonly string[] | null): void {
    const { stream } = this
    if (trailers !== null) this.outgoing = fields(trailers)
    // A body that nobody reads any more must not keep the stream open.
    if (!this.bodyEnded()) stream.once('finish', () => stream.close(constants.NGHTTP2_NO_ERROR))
    if (last === null) stream.end()
    else stream.end(last)
  }

  breakOff(): void {
    this.stream.close(constants.NGHTTP2_INTERNAL_ERROR)
  }
}

/** Values of these cannot be told apart any more once they are joined. */
const separate: ReadonlySet<string> = new Set(['set-cookie', 'www-authenticate'])

/** Names in lower case, nothing that HTTP/2 forbids; values of equal names in one, as Node takes most names only once. */
function fields(raw: readonly string[]): OutgoingHttpHeaders {
  const result: Record<string, string | string[]> = {}
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] as string).toLowerCase()
    if (isHopByHop(name)) continue
    const value = raw[i + 1] as string
    const known = result[name]
    if (known === undefined) result[name] = value
    else if (separate.has(name)) result[name] = [known, value].flat()
    else if (name !== 'date' && known !== value) result[name] = `${known}, ${value}`
  }
  return result
}
