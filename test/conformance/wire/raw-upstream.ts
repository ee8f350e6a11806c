import { createServer, type Server, type Socket } from 'node:net'
import { type Message, MessageReader } from './message-reader.js'
import { Waiting } from './waiting.js'

/** A connection that the proxy has opened. */
export interface UpstreamConnection {
  readonly socket: Socket
  readonly requests: readonly Message[]
  /** Bytes so far, at most the first megabyte. */
  raw: string
  /** Neither open for the proxy's bytes any more nor reset by it. */
  closed: boolean
  send(bytes: string | Buffer): void
}

type Script = (request: Message, connection: UpstreamConnection) => void

/** An upstream of bare bytes on a port that stays the same; each row gives it a script of its own. */
export class RawUpstream {
  readonly waiting = new Waiting()
  connections: UpstreamConnection[] = []
  private onHead: Script | null = null
  private onRequest: Script | null = null
  private onConnection: ((connection: UpstreamConnection) => void) | null = null
  private server: Server | null = null

  constructor(
    private readonly host: string,
    public port = 0,
  ) {}

  /** Requests of all connections, in the order of connections. */
  get requests(): readonly Message[] {
    return this.connections.flatMap(({ requests }) => requests)
  }

  get raw(): string {
    return this.connections.map(({ raw }) => raw).join('')
  }

  /** What happens to each request once it is complete: an answer as bytes, or a script. */
  answer(script: string | Buffer | Script): void {
    this.onRequest = typeof script === 'function' ? script : (_request, connection) => connection.send(script)
  }

  /** What happens once the head of a request has come. */
  atHead(script: Script): void {
    this.onHead = script
  }

  atConnection(script: (connection: UpstreamConnection) => void): void {
    this.onConnection = script
  }

  /** A request of which at least the head has come. */
  async request(at = 0, reason = 'not forwarded'): Promise<Message> {
    await this.waiting.until(() => this.requests[at] !== undefined, reason)
    return this.requests[at] as Message
  }

  open(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, socket => this.accept(socket))
    this.server = server
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, this.host, () => {
        this.port = (server.address() as { port: number }).port
        resolve()
      })
    })
  }

  /** Refuses connections from now on. */
  close(): Promise<void> {
    const { server } = this
    this.server = null
    this.clear()
    return new Promise(resolve => (server === null ? resolve() : server.close(() => resolve())))
  }

  get isOpen(): boolean {
    return this.server !== null
  }

  /** Closes all connections and forgets what was seen. */
  clear(): void {
    for (const { socket } of this.connections) socket.destroy()
    this.connections = []
    this.onHead = null
    this.onRequest = null
    this.onConnection = null
  }

  private accept(socket: Socket): void {
    const reader = new MessageReader('request', (event, message) => {
      const script = event === 'head' ? this.onHead : this.onRequest
      script?.(message, connection)
    })
    const connection: UpstreamConnection = {
      socket,
      requests: reader.messages,
      raw: '',
      closed: false,
      send: bytes => {
        if (socket.writable) socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
      },
    }
    this.connections.push(connection)
    const close = (clean: boolean) => {
      connection.closed = true
      reader.end(clean)
      this.waiting.wake()
    }
    socket.setNoDelay(true)
    socket.on('error', () => close(false))
    socket.on('close', () => close(false))
    socket.on('end', () => {
      close(true)
      socket.end()
    })
    socket.on('data', chunk => {
      if (connection.raw.length < 1_000_000) connection.raw += chunk.toString('latin1')
      reader.feed(chunk)
      this.waiting.wake()
    })
    this.onConnection?.(connection)
  }
}
