import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { findBundle } from './bundle.js'
import { type Ask, createClient } from './client.js'
import { type Installation, openInstallation } from './installation.js'
import { type RunningProcess, startProcess } from './process.js'
import { root } from './root.js'

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

/** What the modules of this product want of production: `modules/<name>/test/production.env`. */
export const moduleVariables = readModuleVariables()

function readModuleVariables(): Readonly<Record<string, string>> {
  const files = readdirSync(join(root, 'modules')).map(name =>
    join(root, 'modules', name, 'test/production.env'),
  )
  return Object.assign({}, ...files.filter(existsSync).map(file => parseEnv(readFileSync(file, 'utf8'))))
}
