import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

export interface Seen {
  readonly line: string
  readonly headers: IncomingMessage['headers']
  body: string
}

export type Answer = (request: IncomingMessage, response: ServerResponse, seen: Seen) => void

export interface InternalServer {
  readonly origin: string
  readonly seen: Seen[]
  readonly close: () => Promise<void>
}

/** Stands in for the product behind the gateway. It answers when it has all of a request, unless `early`. */
export async function startInternalServer(answer: Answer, { early = false } = {}): Promise<InternalServer> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const entry: Seen = { line: `${request.method} ${request.url}`, headers: request.headers, body: '' }
    seen.push(entry)
    if (early) return answer(request, response, entry)
    request.on('data', part => {
      entry.body += part
    })
    request.on('end', () => answer(request, response, entry))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, { url, headers }) => {
    seen.push({ line: `WS ${url}`, headers, body: '' })
    socket.on('message', message => socket.send(`echo ${message}`))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
