import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether the program is installed. */
export const hasNatsServer = spawnSync('nats-server', ['--version']).error === undefined

/** A NATS with JetStream of a test's own, that may be away. */
export interface NatsServer {
  readonly url: string
  readonly start: () => Promise<void>
  /** As in a crash: what it has acknowledged is on its disk. */
  readonly stop: () => Promise<void>
  /** Its disk. */
  readonly loseData: () => void
}

/** Not started yet. */
export async function openNatsServer(): Promise<NatsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'nats-'))
  const port = await findFreePort()
  let child: ChildProcess | null = null
  return {
    url: `nats://127.0.0.1:${port}`,
    start: async () => {
      const options = ['-js', '-a', '127.0.0.1', '-p', String(port), '-sd', folder]
      child = spawn('nats-server', options, { stdio: 'ignore' })
      while (!(await listens(port))) await sleep(20)
    },
    stop: async () => {
      if (child === null) return
      const ended = new Promise(resolve => child?.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      child = null
    },
    loseData: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    const settle = (there: boolean) => {
      socket.destroy()
      resolve(there)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
