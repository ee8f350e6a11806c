import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Certificate } from './certificate.js'
import type { ReverseProxy, Variant } from './proxies/reverse-proxy.js'
import { RawUpstream } from './wire/raw-upstream.js'
import { pause } from './wire/waiting.js'

/** A proxy at work, as a process of its own, with the upstream behind it. */
export interface RunningProxy {
  readonly upstream: RawUpstream
  readonly host: string
  readonly port: number
  readonly process: ChildProcess
  /** Tells it to end once the requests at work are answered. */
  drain(): void
  isAlive(): boolean
  stop(): Promise<void>
}

/** Milliseconds that a proxy may take to listen. */
const startUp = 20_000

export async function runProxy(
  proxy: ReverseProxy,
  variant: Variant,
  certificate: Certificate,
): Promise<RunningProxy> {
  const host = variant === 'ipv6' ? '::1' : '127.0.0.1'
  const upstream = new RawUpstream(host)
  await upstream.open()
  const port = await freePort(host)
  const folder = mkdtempSync(join(tmpdir(), 'banyan-conformance-'))
  const [program, ...args] = proxy.command(
    {
      listen: { host, port },
      upstream: { host, port: upstream.port },
      impatient: variant === 'impatient',
      tls: variant === 'tls' ? certificate : null,
    },
    folder,
  )
  const child = spawn(program, args, { stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } })
  const isAlive = () => child.exitCode === null && child.signalCode === null
  const stop = async () => {
    await end(child, isAlive)
    await upstream.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const running = {
    upstream,
    host,
    port,
    process: child,
    isAlive,
    stop,
    drain: () => void child.kill(proxy.drains),
  }
  if (await listens(running)) return running
  await stop()
  throw new Error(`${proxy.name} did not start (${variant}).`)
}

async function end(child: ChildProcess, isAlive: () => boolean): Promise<void> {
  // The second word is heard by those that wait for connections to end.
  for (const signal of ['SIGTERM', 'SIGTERM', 'SIGKILL'] as const) {
    if (!isAlive()) return
    child.kill(signal)
    const until = Date.now() + 300
    while (isAlive() && Date.now() < until) await pause(20)
  }
}

async function listens({ host, port, isAlive }: RunningProxy): Promise<boolean> {
  const until = Date.now() + startUp
  while (isAlive() && Date.now() < until) {
    const reached = await new Promise<boolean>(resolve => {
      const socket = connect(port, host, () => {
        socket.destroy()
        resolve(true)
      })
      socket.on('error', () => resolve(false))
    })
    if (reached) return true
    await pause(50)
  }
  return false
}

async function freePort(host: string): Promise<number> {
  const probe = createServer()
  await new Promise<void>(done => probe.listen(0, host, done))
  const { port } = probe.address() as { port: number }
  await new Promise(done => probe.close(done))
  return port
}
