import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { createAdminServer } from '../admin/admin-server.js'
import type { ConfigProblem, Listen, StranglerConfig } from '../config/model.js'
import type { ConfigInput } from '../config/schema.js'
import { createProxyServer, type ProxyServer } from '../http/proxy-server.js'
import { locateState, type ReadVariable } from '../state/locate-state.js'
import { openStore } from '../state/open-store.js'
import { SharedState } from '../state/shared-state.js'
import {
  type ConfigSource,
  configFolder,
  configText,
  readConfig,
  watchConfig,
  writeConfig,
} from './config-source.js'
import { createEngine, type Engine } from './engine.js'
import type { GatewayHooks } from './gateway-hooks.js'
import { obeyOperators } from './obey-operators.js'
import type { ProxyEvent } from './proxy-event.js'
import { reloadConfig } from './reload-config.js'

export type { ProxyEvent } from './proxy-event.js'
export { InvalidConfig } from './config-source.js'

export type ProxyStart = ConfigSource & {
  /** Of the admin API; left out, it is read from the variable that the config names. Null for none. */
  readonly token?: string | null
  /** Reads the environment; left out, that of the process. */
  readonly readVariable?: ReadVariable
  /** Where the access log goes; left out, to stdout. */
  readonly output?: Writable
  /** Told of everything that an operator should know; left out, it is written to stderr as lines of JSON. */
  readonly tell?: (event: ProxyEvent) => void
  /** What makes the proxy a gateway. */
  readonly hooks?: GatewayHooks
}

export interface RunningProxy {
  readonly address: AddressInfo
  /** Null where there is no admin API. */
  readonly admin: AddressInfo | null
  /** Takes another config, whole or not at all; what is wrong with it otherwise. */
  readonly reload: (config: ConfigInput) => readonly ConfigProblem[]
  /** Ends gracefully: requests at work are given their time. */
  readonly close: () => Promise<void>
}

/** Milliseconds between two looks at ramps, and between two times of storing counts. */
const intervals = { ramps: 1000, counts: 5000 }

/** Starts everything that a config asks for. Throws InvalidConfig, or what keeps the ports or the state from opening. */
export async function startProxy(start: ProxyStart): Promise<RunningProxy> {
  const { tell = tellStderr, readVariable = name => process.env[name] } = start
  const folder = configFolder(start)
  const text = configText(start)
  const config = readConfig(text, folder)
  const token = requireToken(config, start.token, readVariable)
  const state = await openState(locateState(config.state, folder, readVariable), tell)
  const engine = createEngine({
    config,
    state,
    output: start.output ?? process.stdout,
    tell,
    hooks: start.hooks,
  })
  const server = createProxyServer(engine.options())
  const reload = (next: string) => reloadConfig(next, { folder, engine, server, tell })
  let ending = false
  const { isAvailable } = server
  const operators = obeyOperators({ engine, state, reload, isAvailable, isReady: () => !ending })
  const admin = token === null ? null : createAdminServer(operators, token)
  const closeState = async () => {
    await engine.close()
    await state.close()
  }
  const address = await openPorts(server, admin, config).catch(async error => {
    await server.close()
    await closeState()
    throw error
  })
  const stopTimers = startTimers(engine)
  const endWatch = 'configFile' in start ? followFile(start.configFile, text, { reload, tell }) : null
  return {
    address,
    admin: admin === null ? null : (admin.address() as AddressInfo),
    reload: next => reload(writeConfig(next)),
    close: async () => {
      ending = true
      endWatch?.()
      stopTimers()
      await server.drain()
      admin?.closeAllConnections()
      admin?.close()
      await closeState()
    },
  }
}

function tellStderr({ level, message }: ProxyEvent): void {
  process.stderr.write(`${JSON.stringify({ time: Date.now(), level, message })}\n`)
}

/** Null where there is no admin API. */
function requireToken(
  { admin }: StranglerConfig,
  given: string | null | undefined,
  readVariable: ReadVariable,
): string | null {
  if (admin === null) return null
  const token = given === undefined ? readVariable(admin.tokenVariable) : given
  if (token != null && token !== '') return token
  throw new Error(
    `The admin API needs a token: set the environment variable ${admin.tokenVariable}, or take "admin" out of the config.`,
  )
}

async function openState(
  place: Parameters<typeof openStore>[0],
  tell: (event: ProxyEvent) => void,
): Promise<SharedState> {
  return SharedState.open(await openStore(place), {
    onTrouble: trouble =>
      tell(
        trouble === null
          ? { level: 'info', message: 'The state can be stored again.' }
          : { level: 'error', message: `The state is kept in memory: ${trouble.message}` },
      ),
  })
}

async function openPorts(
  server: ProxyServer,
  admin: ReturnType<typeof createAdminServer> | null,
  config: StranglerConfig,
): Promise<AddressInfo> {
  const address = await server.listen(config.listen)
  if (admin !== null && config.admin !== null) await listen(admin, config.admin)
  return address
}

function listen(server: ReturnType<typeof createAdminServer>, { host, port }: Listen): Promise<void> {
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

interface Following {
  readonly reload: (text: string) => readonly ConfigProblem[]
  readonly tell: (event: ProxyEvent) => void
}

function followFile(file: string, first: string, { reload, tell }: Following): () => void {
  const name = path.basename(file)
  return watchConfig(file, first, changed => {
    const problems = reload(changed)
    if (problems.length === 0) tell({ level: 'info', message: `${name} was read anew.` })
    for (const { line, column, message } of problems) {
      tell({ level: 'error', message: `${name}:${line}:${column} ${message} The old config stays.` })
    }
  })
}
