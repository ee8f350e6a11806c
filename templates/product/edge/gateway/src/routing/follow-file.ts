import { readFileSync, statSync } from 'node:fs'
import type { ProxyEvent } from 'strangler-proxy/start'
import { type GatewayConfig, InvalidGatewayConfig, readGatewayConfig } from './gateway-config.js'

export interface Following {
  readonly reload: (config: GatewayConfig) => readonly string[]
  readonly tell: (event: ProxyEvent) => void
}

/** Milliseconds between two looks: editors and deployments replace files, which events of the system miss. */
const interval = 1000

/**
 * Takes each change of a config into use; a wrong one is told, and the old one stays. What changed before the first look is seen
 * too: `first` is what was taken into use at the start. Returns how to end that.
 */
export function followFile(file: string, first: string, { reload, tell }: Following): () => void {
  let known = first
  let seen = ''
  const look = () => {
    const { version, text } = readChanged(file, seen)
    seen = version
    if (text === null || text === known) return
    known = text
    const problems = attempt(() => reload(readGatewayConfig(file)))
    if (problems.length === 0) tell({ level: 'info', message: `${file} was read anew.` })
    for (const problem of problems)
      tell({ level: 'error', message: `${file}: ${problem} The old config stays.` })
  }
  const timer = setInterval(look, interval).unref()
  return () => clearInterval(timer)
}

/** Without text where it is as it was, or is being replaced. */
function readChanged(file: string, seen: string): { readonly version: string; readonly text: string | null } {
  try {
    const { ino, size, mtimeNs } = statSync(file, { bigint: true })
    const version = `${ino} ${size} ${mtimeNs}`
    return { version, text: version === seen ? null : readFileSync(file, 'utf8') }
  } catch {
    return { version: seen, text: null }
  }
}

function attempt(work: () => readonly string[]): readonly string[] {
  try {
    return work()
  } catch (error) {
    return error instanceof InvalidGatewayConfig ? error.problems : [String(error)]
  }
}
