import type { Readable } from 'node:stream'

/** The client's half of an exchange, the same over HTTP/1.1 and HTTP/2. */
export interface ClientSide {
  /** The request's body. */
  readonly body: Readable
  /** Whether the request has a body at all; true until its head has been read. */
  hasBody: boolean
  /** The body can be read even when the client has left. */
  readonly holdsBody: boolean
  /** Whether all of the request's body has come. */
  bodyEnded(): boolean
  /** Whether nobody is there any more to be answered. */
  isGone(): boolean
  /** Trailers of the request, names and values in turns; known once its body has ended. */
  trailers(): readonly string[]
  /** Tells the client to send the body that it holds back. */
  sendContinue(): void
  /** Passes an interim answer (103); dropped where the client cannot take it. */
  sendHints(rawHeaders: readonly string[]): void
  /** Takes the head of the answer; it is sent with what follows in the same turn, or by `flushHead`. */
  head(status: number, reason: string, headers: string[], close: boolean): void
  flushHead(): void
  /** False: wait for `onceDrained`. */
  write(chunk: Buffer): boolean
  onceDrained(listener: () => void): void
  end(last: Buffer | null, trailers: readonly string[] | null): void
  /** Breaks off, so that what has been sent cannot be taken for the whole answer. */
  breakOff(): void
}
