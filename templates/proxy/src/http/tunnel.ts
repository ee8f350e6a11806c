import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Milliseconds of silence after which the other side's kernel is asked whether it is still there. */
const silence = 60_000

/** The client's bare connection, with what has come on it after the request's head. */
export interface TunnelEnd {
  readonly socket: Duplex
  readonly head: Buffer
  /** Takes the connection away from HTTP. */
  release(): void
}

export interface TunnelEnds {
  readonly client: TunnelEnd
  readonly upstream: Duplex
  /** Of the upstream's `101` without `Connection`, names and values in turns. */
  readonly headers: readonly string[]
}

/** Answers `101` and carries bytes both ways until both sides have closed; then tells how many each way. */
export function openTunnel(
  { client, upstream, headers }: TunnelEnds,
  onEnd: (sent: number, received: number) => void,
): void {
  client.release()
  const { socket } = client
  let sent = client.head.length
  let received = 0
  let open = 2
  const closed = (other: Duplex) => () => {
    closeAfterWrites(other)
    open -= 1
    if (open === 0) onEnd(sent, received)
  }
  const failed = () => {
    socket.destroy()
    upstream.destroy()
  }
  socket.on('error', failed).on('close', closed(upstream))
  upstream.on('error', failed).on('close', closed(socket))
  // Nothing is awaited on a tunnel: a side that is gone without a word would keep it open for ever.
  for (const side of [socket, upstream]) {
    if (side instanceof Socket) side.setKeepAlive(true, silence)
  }
  let head = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n'
  for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`
  socket.write(`${head}\r\n`, 'latin1')
  if (client.head.length > 0) upstream.write(client.head)
  socket.on('data', (chunk: Buffer) => {
    sent += chunk.length
  })
  upstream.on('data', (chunk: Buffer) => {
    received += chunk.length
  })
  socket.pipe(upstream)
  upstream.pipe(socket)
  if (socket.destroyed) failed()
}

function closeAfterWrites(side: Duplex): void {
  if (side.destroyed) return
  if (side.writableFinished) side.destroy()
  else side.end(() => side.destroy())
}
