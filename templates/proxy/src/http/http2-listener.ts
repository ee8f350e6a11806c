import { METHODS } from 'node:http'
import {
  constants,
  createServer,
  type IncomingHttpHeaders,
  type Http2Server,
  type Http2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { Socket } from 'node:net'
import { admit, type Arrival, refuse } from './admission.js'
import { ClientConnection } from './client-connection.js'
import { Http2Client } from './http2-client.js'
import type { ProxySetup, ServerLife } from './proxy-setup.js'

export interface Http2Listening {
  readonly life: ServerLife
  setup(): ProxySetup
}

/** The part of a server that speaks HTTP/2 on connections that it is handed. */
export interface Http2Listener {
  accept(socket: Socket): void
  /** Asks clients to open no further streams. */
  drain(): void
}

const methods: ReadonlySet<string> = new Set(METHODS)
/** Of one connection at once. */
const mostStreams = 128

export function listenHttp2(listening: Http2Listening): Http2Listener {
  const sessions = new Map<Http2Session, ClientConnection>()
  let arriving: Socket | null = null
  const { head } = listening.setup().limits
  const server: Http2Server = createServer({
    settings: { maxHeaderListSize: head, maxConcurrentStreams: mostStreams, enableConnectProtocol: false },
    maxHeaderListPairs: head, // Bytes are what counts.
  })
  server.on('session', session => {
    if (arriving === null) return session.destroy()
    const connection = ClientConnection.of(arriving)
    sessions.set(session, connection)
    session.on('close', () => sessions.delete(session))
    session.setTimeout(listening.setup().limits.keepAlive, () => {
      if (connection.work.size === 0) session.close()
    })
    if (listening.life.draining) session.close()
  })
  server.on('sessionError', () => undefined)
  server.on('stream', (stream, headers, flags, raw?: readonly string[]) => {
    stream.on('error', () => undefined)
    const hasBody = (flags & constants.NGHTTP2_FLAG_END_STREAM) === 0
    const connection = sessions.get(stream.session as Http2Session)
    if (connection !== undefined) receive(listening, stream, { connection, headers, raw: raw ?? [], hasBody })
  })
  return {
    accept: socket => {
      arriving = socket
      server.emit('connection', socket)
      arriving = null
    },
    drain: () => {
      for (const session of sessions.keys()) session.close()
    },
  }
}

interface StreamHead {
  readonly connection: ClientConnection
  readonly headers: IncomingHttpHeaders
  readonly raw: readonly string[]
  readonly hasBody: boolean
}

function receive(listening: Http2Listening, stream: ServerHttp2Stream, head: StreamHead): void {
  const arrival: Arrival = {
    setup: listening.setup(),
    latest: listening.setup,
    life: listening.life,
    connection: head.connection,
    client: new Http2Client(stream, head.hasBody),
    method: head.headers[':method'] ?? '',
    target: head.headers[':path'] ?? '',
    rawHeaders: http1Headers(head),
    version: '2.0',
    tunnel: null,
    onStart: work => stream.on('close', () => work.clientLeft()),
  }
  if (sizeOf(head.raw) > arrival.setup.limits.head) refuse(arrival, 'head-too-large')
  else if (arrival.method === 'CONNECT') refuse(arrival, 'connect-refused')
  else if (!methods.has(arrival.method)) refuse(arrival, 'bad-request')
  else if (!/^[\x21-\x7e]+$/.test(arrival.target)) refuse(arrival, 'bad-target')
  else admit(arrival)
}

/** Bytes of a head. What the settings of HTTP/2 say of it binds only clients that have acknowledged them. */
function sizeOf(raw: readonly string[]): number {
  let size = 0
  for (let i = 0; i < raw.length; i += 1) size += (raw[i] as string).length
  return size
}

/** The same head in the words of HTTP/1.1: `Host` first, the crumbs of a cookie in one. */
function http1Headers({ headers, raw, hasBody }: StreamHead): string[] {
  const authority = headers[':authority'] ?? ''
  const list = authority === '' ? [] : ['Host', authority]
  let cookie = ''
  let length = false
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string
    const value = raw[i + 1] as string
    if (name.startsWith(':')) continue
    if (name === 'host' && value.toLowerCase() === authority.toLowerCase()) continue
    if (name === 'content-length') length = true
    if (name === 'cookie') cookie = cookie === '' ? value : `${cookie}; ${value}`
    else list.push(name, value)
  }
  if (cookie !== '') list.push('cookie', cookie)
  if (hasBody && !length) list.push('Transfer-Encoding', 'chunked')
  return list
}
