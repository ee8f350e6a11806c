import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Milliseconds for a request that is already on its way. */
const grace = 250

/**
 * Lets a server close as soon as its last answer is out. Node by itself would wait for each client to let go of a
 * connection that it keeps alive, or has opened and never used.
 */
export function releaseConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>()
  let closing = false
  app.server.on('connection', socket => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', ({ socket }) => unused.delete(socket))
  app.addHook('preClose', async () => {
    closing = true
    setTimeout(() => {
      for (const socket of unused) socket.destroy()
    }, grace)
  })
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async () => {
    if (closing) setImmediate(() => app.server.closeIdleConnections())
  })
}
