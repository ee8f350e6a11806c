import type { Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'

/** Milliseconds between two looks for connections that have become idle. */
const interval = 20

/** Stops listening and resolves when all connections are closed: idle ones at once, all after `milliseconds`. */
export function drainServer(
  server: Server | TlsServer,
  sockets: ReadonlySet<Socket>,
  milliseconds: number,
): Promise<void> {
  return new Promise(resolve => {
    const closeIdle = () => {
      server.closeIdleConnections()
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    }
    const looking = setInterval(closeIdle, interval)
    const deadline = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, milliseconds)
    const finish = () => {
      clearInterval(looking)
      clearTimeout(deadline)
      resolve()
    }
    server.close(finish)
    closeIdle()
  })
}

/** Waits for what is at work without a connection; `deadline` on the clock of `performance`. */
export async function untilEmpty(work: ReadonlySet<object>, deadline: number): Promise<void> {
  while (work.size > 0 && performance.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, interval))
  }
}
