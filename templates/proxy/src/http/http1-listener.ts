import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { admit, type Arrival, refuse } from './admission.js'
import { ClientConnection } from './client-connection.js'
import { Http1Client, lingerOnClose } from './http1-client.js'
import { type ProblemSlug, renderRawProblem, statusOf } from './problems.js'
import type { ProxySetup, ServerLife } from './proxy-setup.js'
import type { TunnelEnd } from './tunnel.js'
import { followsUpgrade, withoutUpgrade } from './upgrade-request.js'

export interface Http1Listening {
  readonly life: ServerLife
  setup(): ProxySetup
  /** Hands a connection to the server's HTTP/1.1 parser. */
  accept(socket: Socket): void
}

/** Lets a server answer HTTP/1.1 by forwarding. */
export function listenHttp1(server: Server, listening: Http1Listening): void {
  const receive = (request: IncomingMessage, response: ServerResponse) => {
    admitHttp1(arrivalOf(listening, { request, response, tunnel: null }))
  }
  server.on('request', receive)
  server.on('checkContinue', receive)
  server.on('checkExpectation', receive)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrade(listening, request, { socket: socket as Socket, head })
  })
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    refuseInTurn(listening, socket as Socket, 'connect-refused')
  })
  server.on('clientError', (error: Error, socket: Duplex) => {
    refuseUnreadable(listening, error, socket as Socket)
  })
}

interface Http1Arrival {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly tunnel: TunnelEnd | null
}

function arrivalOf(listening: Http1Listening, { request, response, tunnel }: Http1Arrival): Arrival {
  return {
    setup: listening.setup(),
    latest: listening.setup,
    life: listening.life,
    connection: ClientConnection.of(request.socket),
    client: new Http1Client(request, response),
    method: request.method ?? '',
    target: request.url ?? '',
    rawHeaders: request.rawHeaders,
    version: request.httpVersion,
    tunnel,
    onStart: null,
  }
}

function admitHttp1(arrival: Arrival): void {
  const { connection } = arrival
  if (connection.isIdle) start(arrival)
  else connection.inTurn(() => start(arrival))
}

function start(arrival: Arrival): void {
  const { version, connection, client } = arrival
  if (connection.finished) return
  const isReadable = !connection.unreadable || client.bodyEnded()
  if (isReadable && (version === '1.1' || version === '1.0')) admit(arrival)
  else refuse(arrival, 'bad-request')
}

function destroy(this: Socket): void {
  this.destroy()
}

function declaresBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined
}

function upgrade(
  listening: Http1Listening,
  request: IncomingMessage,
  { socket, head }: { socket: Socket; head: Buffer },
): void {
  const connection = ClientConnection.of(socket)
  socket.off('error', destroy).on('error', destroy)
  if (!connection.isIdle) {
    // Behind requests that are not answered yet a change of protocol has no place.
    connection.whenIdle = () => setImmediate(() => socket.destroySoon())
    return
  }
  if (declaresBody(request) || !followsUpgrade(request.headers.upgrade ?? '')) {
    socket.unshift(Buffer.concat([withoutUpgrade(request), head]))
    listening.accept(socket)
    return
  }
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  try {
    response.assignSocket(socket)
  } catch {
    // The answer before is complete and still on its way to a slow client: no protocol can begin behind it yet.
    socket.destroySoon()
    return
  }
  response.on('finish', () => socket.destroySoon())
  const release = () => response.detachSocket(socket)
  admitHttp1(arrivalOf(listening, { request, response, tunnel: { socket, head, release } }))
}

const slugs: Readonly<Record<string, ProblemSlug>> = {
  HPE_HEADER_OVERFLOW: 'head-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/** Answers what the parser could not read, after whatever was asked before on the same connection. */
function refuseUnreadable(listening: Http1Listening, error: Error, socket: Socket): void {
  const code = 'code' in error ? String(error.code) : ''
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const connection = ClientConnection.of(socket)
  if (connection.finished) return
  connection.unreadable = true
  for (const work of connection.work) {
    if (!work.awaitsBody()) continue
    // An end that comes too early is a client that leaves: there is nobody to be told what is wrong.
    if (code === 'HPE_INVALID_EOF_STATE') socket.destroy()
    else work.refuseUnreadable()
    return
  }
  refuseInTurn(listening, socket, slugs[code] ?? 'bad-request')
}

/** Says no behind the answers to what was asked before, never in the place of one. */
function refuseInTurn(listening: Http1Listening, socket: Socket, slug: ProblemSlug): void {
  socket.off('error', destroy).on('error', destroy)
  const connection = ClientConnection.of(socket)
  if (connection.isIdle) endWith(listening, socket, slug)
  else connection.whenIdle = () => setImmediate(endWith, listening, socket, slug)
}

function endWith(listening: Http1Listening, socket: Socket, slug: ProblemSlug): void {
  if (!socket.writable || ClientConnection.of(socket).finished) return
  const { address } = ClientConnection.of(socket)
  listening
    .setup()
    .hooks.onRefusal?.({ slug, status: statusOf(slug), method: null, target: null, host: null, address })
  socket.write(renderRawProblem(slug))
  lingerOnClose(socket)
  socket.destroySoon()
}
