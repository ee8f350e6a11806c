import { PassThrough } from 'node:stream'
import type { ProxyRun } from '../strangle/run-proxy.js'
import { stopSignal } from './stop-signal.js'
import { note } from './streams.js'

/** What runs until it is closed. */
interface Running {
  readonly address: { readonly address: string; readonly port: number }
  readonly admin: { readonly port: number } | null
  readonly close: () => Promise<void>
}

/** Runs a proxy until the process is told to stop; a second signal ends it at once. */
export async function runUntilStopped(
  place: Pick<ProxyRun, 'root' | 'file'>,
  run: (request: ProxyRun) => Promise<Running>,
  quiet: boolean,
): Promise<void> {
  const silence = new PassThrough().resume()
  const running = await run({
    ...place,
    readVariable: name => process.env[name],
    output: quiet ? silence : process.stdout,
    tell: ({ level, message }) => note(level === 'info' ? message : `${level}: ${message}`),
  })
  const { address, port } = running.address
  note(`Listening on http://${address.includes(':') ? `[${address}]` : address}:${port}.`)
  if (running.admin !== null) note(`Admin API on port ${running.admin.port}.`)
  await stopSignal()
  note('Stopping: requests at work are given their time.')
  void stopSignal().then(() => process.exit(1))
  await running.close()
  process.exit(0)
}
