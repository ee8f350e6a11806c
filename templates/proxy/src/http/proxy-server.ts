import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createSecureContext, type TLSSocket } from 'node:tls'
import type { Limits, Listen } from '../config/model.js'
import { replaceGroups } from '../upstreams/upstream-registry.js'
import { drainServer, untilEmpty } from './draining.js'
import { plainName } from './gateway-headers.js'
import { listenHttp1 } from './http1-listener.js'
import { type Http2Listener, listenHttp2 } from './http2-listener.js'
import { defaultUnrouted, type ProxyOptions, type ProxySetup, type ServerLife } from './proxy-setup.js'
import { trustList } from './trusted-peers.js'

export interface ProxyServer {
  readonly server: Server | TlsServer
  listen(at: Listen): Promise<AddressInfo>
  /** From now on requests come under these options; those at work end under theirs. Throws, and changes nothing, when they are not valid. */
  update(options: ProxyOptions): void
  /** Whether an upstream would be sent a request now, or is left alone by its breakers. False for unknown names. */
  isAvailable(upstream: string): boolean
  /** Takes no further connections, lets requests at work end, and closes; after `limits.drain` milliseconds by force. */
  drain(): Promise<void>
  /** Closes at once. */
  close(): Promise<void>
}

/** A reverse proxy over HTTP/1.1, and over HTTP/2 too when it has certificates. */
export function createProxyServer(options: ProxyOptions): ProxyServer {
  const life: ServerLife = { draining: false, outliving: new Set() }
  let setup = setupFor(options, null)
  const listening = { life, setup: () => setup }
  const { server, http2 } = buildServer(options, listening)
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    if (sockets.has(socket)) return // Handed back to the parser.
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const close = async (milliseconds: number) => {
    life.draining = true
    http2?.drain()
    const deadline = performance.now() + milliseconds
    await drainServer(server, sockets, milliseconds)
    await untilEmpty(life.outliving, deadline)
    for (const group of setup.groups.values()) group.destroy()
  }
  return {
    server,
    listen: at => listenAt(server, at),
    update: next => {
      const tls = tlsOptions(next)
      if ((tls === null) !== (http2 === null))
        throw new Error('TLS cannot be turned on or off while listening.')
      if (tls !== null) createSecureContext(tls) // Throws before anything is changed.
      setup = setupFor(next, setup)
      if (tls !== null) (server as TlsServer).setSecureContext(tls)
      applyLimits(server, next.config.limits)
    },
    isAvailable: name => setup.groups.get(name)?.available(performance.now()) ?? false,
    drain: () => close(setup.limits.drain),
    close: () => close(0),
  }
}

function setupFor(options: ProxyOptions, before: ProxySetup | null): ProxySetup {
  const { config, decide, hooks, via } = options
  const unrouted = options.unrouted ?? defaultUnrouted
  return {
    limits: config.limits,
    hosts: config.hosts,
    trusts: trustList(config.trust.proxies),
    groups: replaceGroups(before?.groups ?? new Map(), config, unrouted.timeouts),
    decide,
    hooks: hooks ?? {},
    reserved: hooks?.reserved === undefined ? null : new Set(hooks.reserved.map(plainName)),
    unrouted,
    via: via ?? null,
  }
}

interface Listening {
  readonly life: ServerLife
  setup(): ProxySetup
}

interface BuiltServer {
  readonly server: Server | TlsServer
  readonly http2: Http2Listener | null
}

function buildServer(options: ProxyOptions, listening: Listening): BuiltServer {
  const { limits } = options.config
  const strict = {
    maxHeaderSize: limits.head,
    insecureHTTPParser: false,
    requireHostHeader: false, // `readRequest` refuses more than a missing one.
    connectionsCheckingInterval: Math.max(10, Math.min(1_000, limits.headTimeout / 4)),
    requestTimeout: 0, // Bodies have a clock of their own.
    noDelay: true,
  }
  const tls = tlsOptions(options)
  if (tls === null) {
    const server = createServer(strict)
    listenHttp1(server, { ...listening, accept: socket => server.emit('connection', socket) })
    applyLimits(server, limits)
    return { server, http2: null }
  }
  const handshakeTimeout = limits.headTimeout
  const server = createTlsServer({ ...strict, ...tls, handshakeTimeout, ALPNProtocols: ['h2', 'http/1.1'] })
  const http2 = listenHttp2(listening)
  const speakHttp1 = server.listeners('secureConnection')
  const accept = (socket: Socket) => {
    for (const listener of speakHttp1) listener.call(server, socket)
  }
  server.removeAllListeners('secureConnection')
  // Before TLS stands nothing can be answered: what is written would stand before all else, and HTTP/2 ends the process over it.
  server.removeAllListeners('tlsClientError')
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  server.on('secureConnection', (socket: TLSSocket) => {
    if (socket.alpnProtocol === 'h2') http2.accept(socket)
    else accept(socket)
  })
  listenHttp1(server, { ...listening, accept })
  applyLimits(server, limits)
  return { server, http2 }
}

function applyLimits(server: Server | TlsServer, limits: Limits): void {
  server.headersTimeout = limits.headTimeout
  server.keepAliveTimeout = limits.keepAlive
  server.maxHeadersCount = 0 // Bytes are what counts.
  Object.assign(server, { maxHeaderSize: limits.head }) // Read for each new connection; not in the types.
}

/** Certificates are given as PEM text or as the names of files. */
function tlsOptions({ config: { tls } }: ProxyOptions): { cert: string; key: string } | null {
  const pem = (text: string) => (text.startsWith('-----BEGIN') ? text : readFileSync(text, 'utf8'))
  return tls === null ? null : { cert: pem(tls.cert), key: pem(tls.key) }
}

function listenAt(server: Server | TlsServer, { host, port }: Listen): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve(server.address() as AddressInfo)
    })
  })
}
