import type { Socket } from 'node:net'
import type { Peer } from './forwarded.js'
import { plainAddress } from './trusted-peers.js'

/** Something at work for a client that has to know when the client leaves. */
export interface ClientWork {
  clientLeft(): void
  /** Refuses the request when its end cannot be read; false when it has been read to its end. */
  refuseUnreadable(): boolean
}

const known = new WeakMap<Socket, ClientConnection>()

/** A connection of a client and what is at work for it. */
export class ClientConnection implements Peer {
  readonly address: string
  readonly work = new Set<ClientWork>()
  /** An answer has said that it is the last one: what comes now is not looked at. */
  finished = false
  /** Called when the last work has ended. */
  whenIdle: (() => void) | null = null

  private constructor(
    socket: Socket,
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

  ended(work: ClientWork): void {
    this.work.delete(work)
    if (this.work.size === 0 && this.whenIdle !== null) this.whenIdle()
  }

  private close(): void {
    for (const work of this.work) work.clientLeft()
  }
}
