import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts, type Process, startProcess } from './processes.js'
import { plainEnvironment } from './run-banyan.js'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

export interface Ended {
  readonly code: number
  readonly output: string
}

/** A product in a folder of its own, as a stranger has it. */
export interface ScaffoldedProduct {
  readonly root: string
  readonly run: (command: string, ...args: readonly string[]) => Promise<Ended>
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<RunningShop>
  readonly remove: () => void
}

export interface RunningShop {
  /** Of the gateway. */
  readonly origin: string
  readonly operations: string
  readonly ask: (request: string, options?: AskOptions) => Promise<Answer>
  readonly process: Process
}

export interface AskOptions {
  readonly token?: string
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: whatever the product answers
  readonly body: any
}

/** Milliseconds. */
const patience = 600_000

/** Runs `banyan new`; throws with its words where it fails. */
export async function scaffoldProduct(
  ...args: readonly string[]
): Promise<ScaffoldedProduct & { readonly told: string }> {
  const around = mkdtempSync(path.join(tmpdir(), 'banyan-product-'))
  // The embedded PostgreSQL runs under a user of its own when this is root.
  chmodSync(around, 0o755)
  const root = path.join(around, 'shop')
  const made = await run(around, process.execPath, bin, 'new', 'shop', ...args)
  if (made.code !== 0) throw new Error(`banyan new ended with ${made.code}:\n${made.output}`)
  return {
    root,
    told: made.output,
    run: (command, ...rest) => run(root, command, ...rest),
    start: env => start(root, env),
    remove: () => rmSync(around, { recursive: true, force: true }),
  }
}

function run(cwd: string, command: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise(resolve => {
    execFile(
      command,
      args,
      { cwd, env: plainEnvironment({}), timeout: patience, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
        resolve({ code, output: `${stdout}${stderr}` })
      },
    )
  })
}

async function start(root: string, env: Readonly<Record<string, string>> = {}): Promise<RunningShop> {
  const port = await freePorts()
  const shop = startProcess({
    args: ['--import', 'tsx', 'apps/monolith/src/main.ts'],
    cwd: root,
    env: { PORT: String(port), ...env },
  })
  await shop.line(/Listening on http/)
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    operations: `http://127.0.0.1:${port + 1}`,
    process: shop,
    ask: (...asked) => ask(origin, ...asked),
  }
}

async function ask(
  origin: string,
  request: string,
  { token, body, headers }: AskOptions = {},
): Promise<Answer> {
  const [method = 'GET', url = '/'] = request.split(' ')
  const response = await fetch(`${origin}${url}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  }
}
