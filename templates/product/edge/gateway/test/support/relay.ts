import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { later } from './scene.js'

/** A way to a service that can be cut and mended. */
export async function startRelay(target: { readonly host: string; readonly port: number }) {
  const sockets = new Set<Socket>()
  let cut = false
  const server = createServer(near => {
    if (cut) return void near.destroy()
    const far = connect(target)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  later(() => {
    drop()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      cut = true
      drop()
    },
    mend: () => {
      cut = false
    },
  }
}
