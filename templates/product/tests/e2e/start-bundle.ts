import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { findBundle } from '../support/bundle.js'
import { type Ask, createClient } from '../support/client.js'
import { type Installation, openInstallation } from '../support/installation.js'
import { type RunningProcess, startProcess } from '../support/process.js'

/** The built product in production, in an empty folder. */
export interface Production {
  readonly installation: Installation
  readonly env: Readonly<Record<string, string>>
  /** Runs one of its scripts: `migrate.js`. */
  readonly run: (
    script: string,
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => RunningProcess
  readonly drop: () => Promise<void>
}

export async function openProduction(): Promise<Production> {
  const bundle = await findBundle()
  const installation = await openInstallation()
  const env = { ...moduleVariables, ...installation.env, NODE_ENV: 'production' }
  const cwd = mkdtempSync(join(installation.folder, 'empty-'))
  return {
    installation,
    env,
    run: (script, args = [], own = env) => startProcess([join(bundle, script), ...args], { env: own, cwd }),
    drop: installation.drop,
  }
}

export interface Replica {
  readonly process: RunningProcess
  readonly origin: string
  readonly operations: string
  readonly ask: Ask
  readonly askOperations: Ask
}

export async function startReplica(
  { run }: Production,
  env?: Readonly<Record<string, string>>,
): Promise<Replica> {
  const process = run('main.js', [], env)
  const [, operations = ''] = await process.says(/Operations on (http:[^"\s]+)/)
  const [, origin = ''] = await process.says(/Listening on (http:[^"\s]+)/)
  return { process, origin, operations, ask: createClient(origin), askOperations: createClient(operations) }
}

/** What the modules of this product want of production. */
export const moduleVariables = readModuleVariables()

/** From the `production.env` files of the tests. */
function readModuleVariables(): Readonly<Record<string, string>> {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const variables = files
    .filter(file => basename(file) === 'production.env')
    .map(file => parseEnv(readFileSync(join(folder, file), 'utf8')))
  return Object.assign({}, ...variables)
}
