import { isDeepStrictEqual } from 'node:util'
import type { ConfigProblem, StranglerConfig } from '../config/model.js'
import type { ProxyServer } from '../http/proxy-server.js'
import { InvalidConfig, readConfig } from './config-source.js'
import type { Engine } from './engine.js'
import type { ProxyEvent } from './proxy-event.js'

export interface ReloadParts {
  readonly folder: string
  readonly engine: Engine
  readonly server: ProxyServer
  readonly tell: (event: ProxyEvent) => void
}

/** Takes a config into use, whole or not at all; what is wrong otherwise. */
export function reloadConfig(text: string, parts: ReloadParts): readonly ConfigProblem[] {
  const { engine, server } = parts
  const before = engine.config()
  let next: StranglerConfig
  try {
    next = readConfig(text, parts.folder)
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems
    throw error
  }
  engine.use(next)
  try {
    server.update(engine.options())
  } catch (error) {
    engine.use(before)
    const message = error instanceof Error ? error.message : String(error)
    return [{ message, hint: 'Start the proxy anew for this change.', path: [], line: 1, column: 1 }]
  }
  tellLate(before, next, parts.tell)
  return []
}

/** What is opened once, at the start. */
const opened = ['listen', 'admin', 'state'] as const

function tellLate(before: StranglerConfig, next: StranglerConfig, tell: ReloadParts['tell']): void {
  const late = opened.filter(key => !isDeepStrictEqual(before[key], next[key]))
  if (late.length === 0) return
  tell({ level: 'warn', message: `${late.join(', ')} will be as the config says after the next start.` })
}
