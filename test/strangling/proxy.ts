import { fileURLToPath } from 'node:url'
import { type Ended, runBanyan } from '../support/run-banyan.js'
import { type Process, startProcess } from '../support/processes.js'

const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const token = { STRANGLER_ADMIN_TOKEN: 'strangling' }

/** A line of `strangle status --json`, as far as it is looked at here. */
export interface RouteStatus {
  readonly route: string
  readonly mode: string
  readonly share: number
  readonly halted: string | null
  readonly affected: { readonly requests: number; readonly failed: number } | null
  readonly legacyHits: number
  readonly safeToDelete: boolean
  readonly differenceRate: number | null
  readonly compared: {
    readonly compared: number
    readonly different: number
    readonly paths: readonly { readonly pattern: string; readonly count: number; readonly verdict: string }[]
  }
}

/** Runs `banyan strangle …` in a folder, as a person would; throws when it fails. */
export async function strangle(root: string, ...args: readonly string[]): Promise<string> {
  const ended: Ended = await runBanyan(['strangle', ...args], { cwd: root, env: token })
  if (ended.code !== 0)
    throw new Error(`strangle ${args.join(' ')} ended with ${ended.code}: ${ended.stderr}`)
  return ended.stdout
}

export async function readStatus(root: string): Promise<ReadonlyMap<string, RouteStatus>> {
  const { routes } = JSON.parse(await strangle(root, 'status', '--json')) as {
    routes: readonly RouteStatus[]
  }
  return new Map(routes.map(each => [each.route, each]))
}

/** Starts `banyan strangle run` with the config in a folder. */
export async function startProxy(root: string): Promise<Process> {
  const proxy = startProcess({ args: [program, 'strangle', 'run'], cwd: root, env: token })
  await proxy.line(/^Admin API on port/)
  return proxy
}
