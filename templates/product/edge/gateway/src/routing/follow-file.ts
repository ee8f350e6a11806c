import { unwatchFile, watchFile } from 'node:fs'
import type { ProxyEvent } from 'strangler-proxy/start'
import { type GatewayConfig, InvalidGatewayConfig, readGatewayConfig } from './gateway-config.js'

export interface Following {
  readonly reload: (config: GatewayConfig) => readonly string[]
  readonly tell: (event: ProxyEvent) => void
}

/** Milliseconds between two looks: editors and deployments replace files, which events of the system miss. */
const interval = 1000

/** Takes each change of a config into use; a wrong one is told, and the old one stays. Returns how to end that. */
export function followFile(file: string, { reload, tell }: Following): () => void {
  const look = () => {
    const problems = attempt(() => reload(readGatewayConfig(file)))
    if (problems.length === 0) tell({ level: 'info', message: `${file} was read anew.` })
    for (const problem of problems)
      tell({ level: 'error', message: `${file}: ${problem} The old config stays.` })
  }
  watchFile(file, { interval, persistent: false }, look)
  return () => unwatchFile(file, look)
}

function attempt(work: () => readonly string[]): readonly string[] {
  try {
    return work()
  } catch (error) {
    return error instanceof InvalidGatewayConfig ? error.problems : [String(error)]
  }
}
