import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface RunningProcess {
  readonly pid: number
  /** What a pattern found in the output, at the latest when the process ends. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  readonly kill: (signal: NodeJS.Signals) => void
  readonly output: () => string
}

export interface ProcessOptions {
  readonly env: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** A Node of its own, which knows nothing of our environment. */
export function startProcess(args: readonly string[], { env, cwd }: ProcessOptions): RunningProcess {
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env.PATH, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let isOver = false
  const listeners = new Set<() => void>()
  const hear = (text: string) => {
    output += text
    for (const listener of [...listeners]) listener()
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear)
  const ended = once(child, 'close').then(([code, signal]) => {
    isOver = true
    hear('')
    return { code, signal } as Awaited<RunningProcess['ended']>
  })
  return {
    pid: child.pid ?? 0,
    ended,
    kill: signal => child.kill(signal),
    output: () => output,
    says: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output)
          if (found === null && !isOver) return
          listeners.delete(look)
          if (found === null) reject(new Error(`The process ended without saying ${pattern}:\n${output}`))
          else resolve(found)
        }
        listeners.add(look)
        look()
      }),
  }
}
