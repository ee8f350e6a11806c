import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

export interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

interface RunOptions {
  readonly cwd?: string
  /** Added to an environment without CI, colours and NODE_ENV; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Runs the built command as a shell would, without a terminal. */
export function runBanyan(args: readonly string[], { cwd, env = {} }: RunOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: plainEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ stdout, stderr, code }))
  })
}

export function plainEnvironment(added: RunOptions['env'] = {}): NodeJS.ProcessEnv {
  const surroundings = [
    'CI',
    'GITHUB_ACTIONS',
    'GITHUB_STEP_SUMMARY',
    'NO_COLOR',
    'FORCE_COLOR',
    'NODE_ENV',
    'NODE_OPTIONS',
  ]
  const clean = Object.entries(process.env).filter(
    ([name]) => !surroundings.includes(name) && !name.startsWith('VITEST'),
  )
  return { ...Object.fromEntries(clean), ...added }
}
