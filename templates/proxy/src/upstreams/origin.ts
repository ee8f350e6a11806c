import { Agent } from 'node:http'
import type { Duplex } from 'node:stream'
import { buildConnector, Pool } from 'undici'
import type { Upstream } from '../config/model.js'
import { Breaker } from './breaker.js'

/** Milliseconds, of all connections to an origin. */
export interface ConnectionTimeouts {
  readonly connect: number
  readonly idle: number
}

/** Bytes of the head of an answer. */
const answerHead = 64 * 1024

/**
 * One address of an upstream with its connections. Requests without a body go through undici, the cheapest way;
 * those with one through `node:http`, which knows trailers, `100 Continue` and back-pressure. Each way keeps at most
 * `connections` of them. Names are resolved again for each new connection.
 */
export class Origin {
  readonly pool: Pool
  readonly agent: Agent
  readonly breaker: Breaker
  readonly hostname: string
  readonly port: number
  /** `host` or `host:port`, as it stands in a `Host` header. */
  readonly authority: string
  /** Requests at work. */
  busy = 0
  /** True while the request that undici starts is the first on its connection. */
  freshConnection = false
  private retired = false
  private readonly poolOptions: Pool.Options
  private single: Pool | null = null

  constructor(
    readonly url: string,
    upstream: Upstream,
    timeouts: ConnectionTimeouts,
  ) {
    const { protocol, hostname, port, host } = new URL(url)
    this.hostname = hostname.replace(/^\[|\]$/g, '')
    this.port = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
    this.authority = host
    this.breaker = new Breaker(upstream.breaker)
    const connect = buildConnector({ timeout: timeouts.connect })
    this.poolOptions = {
      connections: upstream.connections,
      connect,
      // One clock watches the whole exchange; see `Forwarding`.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: timeouts.idle,
      keepAliveMaxTimeout: timeouts.idle,
      maxHeaderSize: answerHead,
    }
    this.pool = this.openPool(this.poolOptions)
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: upstream.connections,
      maxFreeSockets: upstream.connections,
      scheduling: 'lifo',
      timeout: timeouts.idle,
    })
    const target = { hostname: this.hostname, host, protocol, port: String(this.port) }
    this.agent.createConnection = (_options, done) => {
      connect(target, (error, socket) => done?.(error, socket as Duplex))
      return undefined
    }
  }

  /** Gives each request a connection of its own: for those that met a kept one that was being closed. */
  get singlePool(): Pool {
    this.single ??= this.openPool({ ...this.poolOptions, pipelining: 0 })
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
    this.agent.destroy()
    for (const pool of [this.pool, this.single]) void pool?.destroy().catch(ignore)
  }

  private close(): void {
    this.agent.destroy()
    for (const pool of [this.pool, this.single]) void pool?.close().catch(ignore)
  }

  /** undici starts the waiting request in the same turn in which it tells of the connection. */
  private openPool(options: Pool.Options): Pool {
    const pool = new Pool(this.url, options)
    pool.on('connect', () => {
      this.freshConnection = true
      queueMicrotask(() => {
        this.freshConnection = false
      })
    })
    return pool
  }
}

function ignore(): void {}
