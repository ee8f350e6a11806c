import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net'
import { readTask, tell } from './role.js'

/** What stands behind a proxy. Says its port. */
export interface UpstreamTask {
  /** `small`: the same 75 bytes of JSON for each GET, as cheaply as can be. `large`: 1 MB down, or any body up. */
  readonly kind: 'small' | 'large'
  /** Milliseconds until it answers. */
  readonly delay: number
  /** Connections that wait unaccepted; omitted: many. */
  readonly backlog?: number
}

const task = readTask<UpstreamTask>()
const small = JSON.stringify({ id: 12, name: 'Ada', roles: ['reader', 'writer'], list: [1, 2, 3] })
const server = task.kind === 'small' ? serveSmall() : serveLarge()
server.listen({ port: 0, host: '127.0.0.1', backlog: task.backlog ?? 4096 }, () =>
  tell({ port: (server.address() as AddressInfo).port }),
)

/** Answers each head that ends. Node's own server would take several times the proxy's share of the core. */
function serveSmall(): Server {
  const answer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${small.length}\r\n\r\n${small}`
  return createSocketServer({ noDelay: true }, socket => {
    let rest = ''
    const reply = () => socket.writable && socket.write(answer)
    socket.on('error', () => {})
    socket.on('data', chunk => {
      const heads = (rest + chunk.toString('latin1')).split('\r\n\r\n')
      rest = heads.pop() ?? ''
      for (const _ of heads) task.delay === 0 ? reply() : setTimeout(reply, task.delay)
    })
  })
}

function serveLarge(): Server {
  const large = Buffer.alloc(1_000_000, 'x')
  const server = createServer((request, response) => {
    const answer = request.method === 'GET' ? large : small
    request
      .resume()
      .once('end', () => response.writeHead(200, { 'content-length': answer.length }).end(answer))
  })
  server.keepAliveTimeout = 120_000
  return server
}
