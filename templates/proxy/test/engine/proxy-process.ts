import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { later, listen } from '../http/support/scene.js'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The proxy as a process of its own. */
export interface ProxyProcess {
  /** Where a request is answered: `legacy`, `new`, or a status. */
  readonly ask: (url: string, user?: string) => Promise<string>
  readonly order: (order: string, body?: unknown) => Promise<Record<string, unknown>>
  readonly route: (id: string) => Promise<Record<string, unknown>>
  /** What it has told so far. */
  readonly told: () => string
  /** Nobody reads its logs any more: its pipes are closed at the other end. */
  readonly leaveLogs: () => void
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
}

export async function runProxy(
  configFile: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<ProxyProcess> {
  const env = { ...process.env, STRANGLER_ADMIN_TOKEN: 'token', ...variables }
  const child = spawn(process.execPath, ['--import', 'tsx', main, configFile], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.resume()
  let told = ''
  child.stderr.on('data', text => {
    told += text
  })
  const kill = (signal: NodeJS.Signals) => end(child, signal)
  later(() => kill('SIGKILL'))
  await until(
    () => /Listening on.*admin API is on/s.test(told),
    () => child.exitCode !== null,
    () => told,
  )
  const [port, admin] = [...told.matchAll(/127\.0\.0\.1:(\d+)\./g)].map(([, digits]) => digits)
  const order = async (text: string, body?: unknown) => {
    const [method, url] = text.split(' ')
    const response = await fetch(`http://127.0.0.1:${admin}${url}`, {
      method,
      headers: { authorization: 'Bearer token' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, unknown>
  }
  return {
    ask: async (url, user = 'anybody') => {
      const response = await fetch(`http://127.0.0.1:${port}${url}`, { headers: { 'x-user': user } })
      await response.arrayBuffer()
      return response.headers.get('x-side') ?? String(response.status)
    },
    order,
    route: async id => {
      const { routes } = await order('GET /status')
      return (routes as Record<string, unknown>[]).find(({ route }) => route === id) ?? {}
    },
    told: () => told,
    kill,
    leaveLogs: () => {
      child.stdout.destroy()
      child.stderr.destroy()
    },
  }
}

/** An upstream that says which side it is; its origin. */
export async function startSide(name: string, body: () => unknown = () => ({ side: name })): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-side': name })
    response.end(JSON.stringify(body()))
  })
  const port = await listen(server, '127.0.0.1')
  later(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}`
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function until(isDone: () => boolean, hasFailed: () => boolean, told: () => string): Promise<void> {
  const began = Date.now()
  while (!isDone()) {
    if (hasFailed() || Date.now() - began > 30_000) throw new Error(`The proxy did not start: ${told()}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
