import type { Contender } from './contenders.js'
import { cpuOf, nextMessage, stopProcess } from './processes.js'
import type { LoadResult, LoadTask } from './roles/load.js'
import { startRole } from './roles.js'

/** What one round of load on a proxy cost and gave. */
export interface Round extends LoadResult {
  readonly seconds: number
  /** Microseconds that the proxy's process worked. */
  readonly cpu: number
}

export type Load = Omit<LoadTask, 'port' | 'leadIn' | 'duration'> & {
  readonly leadIn?: number
  readonly seconds: number
}

/** Small answers, as fast as 16 connections get them. */
export const steady: Omit<Load, 'seconds'> = { connections: 16, rate: null, send: 'get' }

export async function applyLoad({ port, process }: Contender, load: Load): Promise<Round> {
  const { seconds, leadIn = 1000, ...rest } = load
  const duration = seconds * 1000
  const clients = startRole({ role: 'load', task: { ...rest, port, leadIn, duration } satisfies LoadTask })
  try {
    await nextMessage(clients, leadIn)
    const before = cpuOf(process)
    await nextMessage(clients, duration)
    const after = cpuOf(process)
    const result = await nextMessage<LoadResult>(clients)
    return { ...result, seconds, cpu: after - before }
  } finally {
    await stopProcess(clients)
  }
}

/** So that its code is optimised and its connections are open before anything counts. */
export async function warmUp(contenders: readonly Contender[], seconds: number): Promise<void> {
  for (const contender of contenders) {
    const { answered, failed } = await applyLoad(contender, { ...steady, leadIn: 0, seconds })
    if (answered === 0 || failed > 0)
      throw new Error(`${contender.name} answered ${answered} requests and failed ${failed}.`)
  }
}
