import type { Socket } from 'node:net'
import { type Message, MessageReader, statusOf } from './message-reader.js'
import { Reason, Waiting } from './waiting.js'

/** A client of bare bytes. */
export class RawClient {
  readonly waiting = new Waiting()
  readonly received: Buffer[] = []
  /** Interim answers included. */
  readonly messages: readonly Message[]
  /** The proxy sends nothing more. */
  closed = false
  private readonly reader: MessageReader

  constructor(
    readonly socket: Socket,
    methods: readonly string[] = [],
  ) {
    this.reader = new MessageReader('answer', () => undefined, [...methods])
    this.messages = this.reader.messages
    let failed = false
    const close = () => {
      if (this.closed) return
      this.closed = true
      this.reader.end(!failed)
      this.waiting.wake()
    }
    socket.setNoDelay(true)
    socket.on('data', chunk => {
      this.received.push(chunk)
      this.reader.feed(chunk)
      this.waiting.wake()
    })
    socket.on('error', () => {
      failed = true
    })
    socket.on('end', close)
    socket.on('close', close)
  }

  get text(): string {
    return Buffer.concat(this.received).toString('latin1')
  }

  /** Final answers so far. */
  get answers(): readonly Message[] {
    return this.messages.filter(message => statusOf(message) >= 200 || statusOf(message) === 101)
  }

  /** The bytes of a text are its characters. */
  send(bytes: string | Buffer): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  }

  /** The head of the final answer at this place. */
  async head(at = 0): Promise<Message> {
    await this.waiting.until(() => this.answers[at] !== undefined || this.closed)
    const answer = this.answers[at]
    if (answer === undefined) throw new Reason('closed without answer')
    return answer
  }

  /** The final answer at this place, complete or broken. */
  async answer(at = 0): Promise<Message> {
    const answer = await this.head(at)
    await this.waiting.until(() => answer.state !== 'open')
    return answer
  }

  ended(reason = 'connection stays open'): Promise<void> {
    return this.waiting.until(() => this.closed, reason)
  }
}
