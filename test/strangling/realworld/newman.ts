import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plainEnvironment } from '../../support/run-banyan.js'
import type { CollectionResult } from '../scene.js'

const version = '6.2.1'
const cache = join(tmpdir(), `banyan-newman-${version}`)
const program = join(cache, 'node_modules/newman/bin/newman.js')

interface NewmanReport {
  readonly run: {
    readonly stats: { readonly assertions: { readonly total: number; readonly failed: number } }
    readonly failures: readonly {
      readonly source: { readonly name: string }
      readonly error: { readonly message: string }
    }[]
  }
}

/** Installs newman into a cache outside of the repository, where it is not there yet. */
function installNewman(): void {
  if (existsSync(program)) return
  const args = [
    'install',
    '--prefix',
    cache,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `newman@${version}`,
  ]
  const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`newman could not be installed: ${stderr}`)
}

let runs = 0

/** Runs a Postman collection against an API, as its own script does, each time with a user of its own. */
export async function runNewman(collection: string, api: string): Promise<CollectionResult> {
  installNewman()
  const folder = mkdtempSync(join(tmpdir(), 'banyan-newman-'))
  const report = join(folder, 'report.json')
  const user = `u${Date.now()}${runs++}`
  const globals = { APIURL: api, USERNAME: user, EMAIL: `${user}@mail.com`, PASSWORD: 'password' }
  const child = spawn(
    process.execPath,
    [
      ...[program, 'run', collection, '--delay-request', '10'],
      ...Object.entries(globals).flatMap(([name, value]) => ['--global-var', `${name}=${value}`]),
      ...['--reporters', 'json', '--reporter-json-export', report],
    ],
    { env: plainEnvironment(), stdio: 'ignore' },
  )
  await new Promise(resolve => child.once('close', resolve))
  try {
    const { stats, failures } = (JSON.parse(readFileSync(report, 'utf8')) as NewmanReport).run
    const told = failures.map(({ source, error }) => `${source.name}: ${error.message}`).join('; ')
    return { passed: stats.assertions.total - stats.assertions.failed, failed: failures.length, told }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
