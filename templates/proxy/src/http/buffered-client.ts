import { Readable } from 'node:stream'
import type { ClientSide } from './client-side.js'

/** A client whose body has been read as a whole already, and is passed on from memory. */
export class BufferedClient implements ClientSide {
  readonly body: Readable
  readonly holdsBody = true

  constructor(
    private readonly client: ClientSide,
    body: Buffer,
  ) {
    this.body = Readable.from(body.length === 0 ? [] : [body], { objectMode: false })
  }

  get hasBody(): boolean {
    return this.client.hasBody
  }

  bodyEnded(): boolean {
    return this.client.bodyEnded()
  }

  isGone(): boolean {
    return this.client.isGone()
  }

  trailers(): readonly string[] {
    return this.client.trailers()
  }

  /** It has been told. */
  sendContinue(): void {}

  sendHints(rawHeaders: readonly string[]): void {
    this.client.sendHints(rawHeaders)
  }

  head(status: number, reason: string, headers: string[], close: boolean): void {
    this.client.head(status, reason, headers, close)
  }

  flushHead(): void {
    this.client.flushHead()
  }

  write(chunk: Buffer): boolean {
    return this.client.write(chunk)
  }

  onceDrained(listener: () => void): void {
    this.client.onceDrained(listener)
  }

  end(last: Buffer | null, trailers: readonly string[] | null): void {
    this.client.end(last, trailers)
  }

  breakOff(): void {
    this.client.breakOff()
  }
}
