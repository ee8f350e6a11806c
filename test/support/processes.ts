import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { plainEnvironment } from './run-banyan.js'

/** A line that a process wrote, and when: milliseconds since 1970. */
export interface Line {
  readonly at: number
  readonly text: string
}

/** A server in a process of its own. */
export interface Process {
  readonly lines: readonly Line[]
  /** The first line, written already or to come, that fits. Throws when the process ends before, or after half a minute. */
  readonly line: (fits: RegExp, since?: number) => Promise<Line>
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
}

export interface ProcessRequest {
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Starts a Node program; both of its streams are kept, line by line. */
export function startProcess({ args, cwd, env = {} }: ProcessRequest): Process {
  const child = spawn(process.execPath, args, {
    cwd,
    env: plainEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const lines: Line[] = []
  const ended = new Promise<void>(resolve => {
    child.once('close', () => {
      running.delete(child)
      resolve()
    })
  })
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', text => lines.push({ at: Date.now(), text }))
  return {
    lines,
    line: async (fits, since = 0) => {
      for (const deadline = Date.now() + 120_000; ; ) {
        const found = lines.find(({ at, text }) => at >= since && fits.test(text))
        if (found !== undefined) return found
        if (child.exitCode !== null || Date.now() > deadline) {
          const last = lines.slice(-20).map(({ text }) => text)
          throw new Error(`${args.join(' ')} never wrote ${fits}:\n${last.join('\n')}`)
        }
        await pause(20)
      }
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      await ended
    },
  }
}

/** Starts a server that writes `listening on <port>`, or what else fits; returns its origin, too. */
export async function startServer(request: ProcessRequest, fits = /listening on (?:.*:)?(\d+)/i) {
  const server = startProcess(request)
  const { text } = await server.line(fits)
  return { ...server, origin: `http://127.0.0.1:${fits.exec(text)?.[1]}` }
}
export type Server = Awaited<ReturnType<typeof startServer>>

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** A port that is free, as the next one is; below those that the system gives to clients, so that it stays free. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const first = 10_000 + Math.floor(Math.random() * 20_000)
    const taken = await Promise.all([first, first + 1].map(port => portOf(port).catch(() => 0)))
    if (!taken.includes(0)) return first
  }
}

function portOf(wanted: number): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
