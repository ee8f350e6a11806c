import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between the product and its database, and can take that away. */
export interface Relay {
  readonly port: number
  /** Breaks every connection, and refuses new ones. */
  readonly cut: () => Promise<void>
  readonly restore: () => Promise<void>
}

/** Cut at first. */
export async function createRelay({ hostname, port: farPort }: URL): Promise<Relay> {
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = connect({ host: hostname, port: Number(farPort) })
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy()).on('close', () => sockets.delete(from))
      from.pipe(to)
    }
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const cut = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const port = await listen(0)
  await cut()
  return { port, cut, restore: async () => void (await listen(port)) }
}
