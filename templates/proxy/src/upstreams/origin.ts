import { Agent } from 'node:http'
import type { Duplex } from 'node:stream'
import { type buildConnector, Pool } from 'undici'
import type { Upstream } from '../config/model.js'
import { Breaker } from './breaker.js'
import { connectTo } from './connect-to.js'
import { resolveName, watchAddresses } from './watch-addresses.js'

/** Milliseconds, of all connections to an origin. */
export interface ConnectionTimeouts {
  readonly connect: number
  readonly idle: number
}

/** Bytes of the head of an answer. */
const answerHead = 64 * 1024

/**
 * One address of an upstream with its connections. Requests without a body go through undici, the cheapest way;
 * those with one through `node:http`, which knows trailers, `100 Continue` and back-pressure; so do all whose answer
 * might begin with a `100 Continue` that nobody asked for, which undici does not survive. Each way keeps at most
 * `connections` of them. Names are resolved again for each new connection; when one loses an address, all connections
 * are made anew.
 */
export class Origin {
  pool: Pool
  agent: Agent
  readonly breaker: Breaker
  readonly hostname: string
  readonly port: number
  /** `host` or `host:port`, as it stands in a `Host` header. */
  readonly authority: string
  /** By which it is known over https. */
  readonly serverName: string
  /** Requests at work. */
  busy = 0
  /** True while the request that undici starts is the first on its connection. */
  freshConnection = false
  /** It has said `100 Continue` unasked. */
  saysContinue = false
  private retired = false
  private readonly connect: buildConnector.connector
  private readonly endWatch: () => void
  private single: Pool | null = null

  constructor(
    readonly url: string,
    private readonly upstream: Upstream,
    private readonly timeouts: ConnectionTimeouts,
    resolve = resolveName,
  ) {
    const { protocol, hostname, port, host } = new URL(url)
    this.hostname = hostname.replace(/^\[|\]$/g, '')
    this.port = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
    this.authority = host
    this.serverName = upstream.serverName ?? this.hostname
    this.breaker = new Breaker(upstream.breaker)
    this.connect = connectTo(url, upstream, timeouts.connect)
    this.pool = this.openPool()
    this.agent = this.openAgent()
    this.endWatch = watchAddresses({
      name: this.hostname,
      every: upstream.resolve,
      resolve,
      onGone: () => this.renew(),
    })
  }

  /** Gives each request a connection of its own: for those that met a kept one that was being closed. */
  get singlePool(): Pool {
    this.single ??= this.openPool({ pipelining: 0 })
    return this.single
  }

  /** Retires the origin: its connections are closed once nothing is at work on them. */
  retire(): void {
    this.retired = true
    if (this.busy === 0) this.close()
  }

  enter(): void {
    this.busy += 1
    this.breaker.admit()
  }

  leave(): void {
    this.busy -= 1
    if (this.retired && this.busy === 0) this.close()
  }

  destroy(): void {
    this.endWatch()
    this.agent.destroy()
    for (const pool of [this.pool, this.single]) void pool?.destroy().catch(ignore)
  }

  private close(): void {
    this.endWatch()
    this.agent.destroy()
    for (const pool of [this.pool, this.single]) void pool?.close().catch(ignore)
  }

  /** Leaves the connections at hand once nothing is at work on them. */
  private renew(): void {
    for (const pool of [this.pool, this.single]) void pool?.close().catch(ignore)
    this.agent.maxFreeSockets = 0
    for (const sockets of Object.values(this.agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy()
    }
    this.pool = this.openPool()
    this.single = null
    this.agent = this.openAgent()
  }

  /** undici starts the waiting request in the same turn in which it tells of the connection. */
  private openPool(options: Pool.Options = {}): Pool {
    const { idle } = this.timeouts
    const pool = new Pool(this.url, {
      connections: this.upstream.connections,
      connect: this.connect,
      // One clock watches the whole exchange; see `Forwarding`.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: idle,
      keepAliveMaxTimeout: idle,
      maxHeaderSize: answerHead,
      ...options,
    })
    pool.on('connect', () => {
      this.freshConnection = true
      queueMicrotask(() => {
        this.freshConnection = false
      })
    })
    return pool
  }

  private openAgent(): Agent {
    const { connections } = this.upstream
    const agent = new Agent({
      keepAlive: true,
      maxSockets: connections,
      maxFreeSockets: connections,
      scheduling: 'lifo',
      timeout: this.timeouts.idle,
    })
    const { protocol, host } = new URL(this.url)
    const target = { hostname: this.hostname, host, protocol, port: String(this.port) }
    agent.createConnection = (_options, done) => {
      this.connect(target, (error, socket) => done?.(error, socket as Duplex))
      return undefined
    }
    return agent
  }
}

function ignore(): void {}
