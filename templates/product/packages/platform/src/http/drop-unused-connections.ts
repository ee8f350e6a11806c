import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Milliseconds for a request that is already on its way. */
const grace = 250

/** Node counts a connection that never sent a request as busy, so that closing would wait for its client. */
export function dropUnusedConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>()
  app.server.on('connection', socket => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  app.server.on('request', ({ socket }) => unused.delete(socket))
  app.addHook('preClose', async () => {
    setTimeout(() => {
      for (const socket of unused) socket.destroy()
    }, grace)
  })
}
