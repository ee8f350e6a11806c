import type { Socket } from 'node:net'
import type { Peer } from './forwarded.js'
import { plainAddress } from './trusted-peers.js'

/** Something at work for a client that has to know when the client leaves. */
export interface ClientWork {
  clientLeft(): void
  /** Whether the request's body is still to come. */
  awaitsBody(): boolean
  /** The rest of the request cannot be read. */
  refuseUnreadable(): void
}

const known = new WeakMap<Socket, ClientConnection>()

/** Requests that may wait for their turn before nothing more is read; what one read brings is more at times. */
const mostWaiting = 16
/** Beyond this a client does not wait for answers at all. */
const farTooMany = 8_192

/** A connection of a client and what is at work for it. */
export class ClientConnection implements Peer {
  readonly address: string
  readonly work = new Set<ClientWork>()
  /** An answer has said that it is the last one: what comes now is not looked at. */
  finished = false
  /** What has come cannot be read any further. */
  unreadable = false
  /** Called when the last work has ended. */
  whenIdle: (() => void) | null = null
  private waiting: (() => void)[] = []

  private constructor(
    private readonly socket: Socket,
    readonly secure: boolean,
  ) {
    this.address = plainAddress(socket.remoteAddress ?? '')
    socket.on('close', () => this.close())
  }

  /** The connection that a socket carries, the same one for each call. */
  static of(socket: Socket): ClientConnection {
    let connection = known.get(socket)
    if (connection === undefined) {
      connection = new ClientConnection(socket, 'encrypted' in socket)
      known.set(socket, connection)
    }
    return connection
  }

  get isIdle(): boolean {
    return this.work.size === 0 && this.waiting.length === 0
  }

  /**
   * Starts a request of a connection that is not idle once those before it are answered: an upstream must not see them out of their order, and one
   * client must not take all connections by sending many at once.
   */
  inTurn(start: () => void): void {
    this.waiting.push(start)
    if (this.waiting.length > farTooMany) this.socket.destroy()
    // The parser resumes its socket behind each request: this has to come after it.
    else if (this.waiting.length >= mostWaiting) setImmediate(pauseWhileFull, this)
  }

  ended(work: ClientWork): void {
    this.work.delete(work)
    while (this.work.size === 0 && this.waiting.length > 0) this.startNext()
    if (this.work.size === 0 && this.whenIdle !== null) this.whenIdle()
  }

  pauseWhileFull(): void {
    if (this.waiting.length >= mostWaiting) this.socket.pause()
  }

  private startNext(): void {
    const start = this.waiting.shift()
    if (this.waiting.length === mostWaiting - 1) this.socket.resume()
    start?.()
  }

  private close(): void {
    this.waiting = []
    for (const work of this.work) work.clientLeft()
  }
}

function pauseWhileFull(connection: ClientConnection): void {
  connection.pauseWhileFull()
}
