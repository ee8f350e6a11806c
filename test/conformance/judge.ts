import type { Certificate } from './certificate.js'
import type { ReverseProxy, Variant } from './proxies/reverse-proxy.js'
import type { Row, Verdict } from './row.js'
import { type RunningProxy, runProxy } from './running-proxy.js'
import { Stage } from './stage.js'
import { pause, Reason } from './wire/waiting.js'

/** Milliseconds for one row and one proxy. */
const rowLimit = 20_000

/** Milliseconds after a row in which a proxy notices that its connections are gone. */
const settling = 50

/** Holds one proxy to row after row; a process that ends is started anew for the next one. */
export class Judge {
  private readonly running = new Map<Variant, RunningProxy>()

  constructor(
    private readonly proxy: ReverseProxy,
    private readonly certificate: Certificate,
  ) {}

  async judge(row: Row): Promise<Verdict> {
    const variant = row.variant ?? 'plain'
    if (row.needs !== undefined && this.proxy.lacks.includes(row.needs)) return 'not offered'
    const running = await this.runningAs(variant)
    const stage = new Stage(running, variant)
    const verdict = await withinTime(row.run(stage))
    await stage.close()
    running.upstream.clear()
    if (!running.upstream.isOpen) await running.upstream.open()
    await pause(settling)
    // A request that was still on its way must not count for the next row.
    running.upstream.clear()
    return running.isAlive() || row.ends === true ? verdict : 'crashes'
  }

  async stop(): Promise<void> {
    for (const running of this.running.values()) await running.stop()
  }

  private async runningAs(variant: Variant): Promise<RunningProxy> {
    const before = this.running.get(variant)
    if (before?.isAlive()) return before
    await before?.stop()
    const running = await runProxy(this.proxy, variant, this.certificate)
    this.running.set(variant, running)
    return running
  }
}

function withinTime(work: Promise<Verdict>): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Verdict>(resolve => {
    timer = setTimeout(() => resolve('hangs'), rowLimit)
  })
  const told = work.catch(error => {
    if (error instanceof Reason) return error.message
    throw error
  })
  return Promise.race([told, late]).finally(() => clearTimeout(timer))
}
