import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { createAdminServer } from '../admin/admin-server.js'
import type { ConfigProblem, StateSettings, StranglerConfig } from '../config/model.js'
import { parseConfig } from '../config/parse-config.js'
import { createProxyServer, type ProxyServer } from '../http/proxy-server.js'
import { openStore } from '../state/open-store.js'
import { SharedState } from '../state/shared-state.js'
import { createEngine, type Engine } from './engine.js'
import { obeyOperators } from './obey-operators.js'

export interface ProxyStart {
  /** Absolute path of `strangler.config.json`; paths in it count from its folder. */
  readonly configFile: string
  /** Of the admin API; null where the environment has none. */
  readonly token: string | null
  /** Where the access log goes. */
  readonly output: Writable
  /** Told of everything that an operator should know. */
  readonly tell: (event: ProxyEvent) => void
}

export interface ProxyEvent {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
}

export interface RunningProxy {
  readonly address: AddressInfo
  /** Null where there is no admin API. */
  readonly admin: AddressInfo | null
  /** Ends gracefully: requests at work are given their time. */
  readonly close: () => Promise<void>
}

/** A config that cannot be used. */
export class InvalidConfig extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'))
  }
}

/** Milliseconds between two looks at the config file, at ramps, and between two times of storing counts. */
const intervals = { config: 1000, ramps: 1000, counts: 5000 }

/** Starts everything that a config asks for. Throws InvalidConfig, or what keeps the ports or the state from opening. */
export async function startProxy(start: ProxyStart): Promise<RunningProxy> {
  const { configFile, tell } = start
  const text = readFileSync(configFile, 'utf8')
  const config = readConfig(text)
  const token = config.admin === null ? null : requireToken(config.admin.tokenVariable, start.token)
  const store = await openStore(resolveState(config.state, configFile))
  const state = await SharedState.open(store, {
    onTrouble: trouble =>
      tell(
        trouble === null
          ? { level: 'info', message: 'The state can be stored again.' }
          : { level: 'error', message: `The state is kept in memory: ${trouble.message}` },
      ),
  })
  const engine = createEngine({ config, state, output: start.output, tell })
  const server = createProxyServer(engine.options())
  const reload = (next: string) => reloadConfig(next, { server, engine })
  const operators = obeyOperators({ engine, state, reload, isAvailable: server.isAvailable })
  const admin = token === null ? null : createAdminServer(operators, token)
  const address = await server.listen(config.listen)
  if (admin !== null && config.admin !== null) await listen(admin, config.admin)
  const stopTimers = startTimers(engine)
  const stopWatching = watchConfig(configFile, text, changed => {
    const problems = reload(changed)
    if (problems.length === 0) tell({ level: 'info', message: `${path.basename(configFile)} was read anew.` })
    for (const { line, column, message } of problems) {
      tell({
        level: 'error',
        message: `${path.basename(configFile)}:${line}:${column} ${message} The old config stays.`,
      })
    }
  })
  return {
    address,
    admin: admin === null ? null : (admin.address() as AddressInfo),
    close: async () => {
      stopWatching()
      stopTimers()
      await server.drain()
      admin?.closeAllConnections()
      admin?.close()
      await engine.close()
      await state.close()
    },
  }
}

function readConfig(text: string): StranglerConfig {
  const parsed = parseConfig(text)
  if (parsed.kind === 'problems') throw new InvalidConfig(parsed.problems)
  return parsed.config
}

function requireToken(variable: string, token: string | null): string {
  if (token !== null && token !== '') return token
  throw new Error(
    `The admin API needs a token: set the environment variable ${variable}, or take "admin" out of the config.`,
  )
}

/** Files of the state stand beside the config unless they say otherwise. */
function resolveState(settings: StateSettings, configFile: string): StateSettings {
  return settings.kind === 'file'
    ? { kind: 'file', file: path.resolve(path.dirname(configFile), settings.file) }
    : settings
}

/** Whole or not at all; what is wrong otherwise. */
function reloadConfig(
  text: string,
  { server, engine }: { readonly server: ProxyServer; readonly engine: Engine },
): readonly ConfigProblem[] {
  const parsed = parseConfig(text)
  if (parsed.kind === 'problems') return parsed.problems
  const before = engine.config()
  engine.use(parsed.config)
  try {
    server.update(engine.options())
    return []
  } catch (error) {
    engine.use(before)
    const message = error instanceof Error ? error.message : String(error)
    return [{ message, hint: 'Start the proxy anew for this change.', path: [], line: 1, column: 1 }]
  }
}

function listen(
  server: ReturnType<typeof createAdminServer>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

function startTimers(engine: Engine): () => void {
  const timers = [
    setInterval(engine.judgeRamps, intervals.ramps),
    setInterval(engine.storeCounts, intervals.counts),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

/** Looks at the file itself: editors and deployments replace it. Returns how to end that. */
function watchConfig(file: string, first: string, changed: (text: string) => void): () => void {
  let known = first
  const look = () => {
    try {
      const text = readFileSync(file, 'utf8')
      if (text === known) return
      known = text
      changed(text)
    } catch {
      // Being replaced, or gone: the config in use stays.
    }
  }
  watchFile(file, { interval: intervals.config, persistent: false }, look)
  // What was replaced before the watch took its first note of the file shows no change to it.
  const timer = setTimeout(look, intervals.config)
  return () => {
    clearTimeout(timer)
    unwatchFile(file, look)
  }
}
