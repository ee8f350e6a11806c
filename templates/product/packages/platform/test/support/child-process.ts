import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Child {
  /** Resolves when the process has written the line. */
  readonly said: (line: string) => Promise<void>
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
  readonly ended: Promise<void>
  readonly output: () => string
}

/** A real process that runs a script beside this file. */
export function startChild(script: string, args: readonly string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    output += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = once(child, 'close').then(() => {
    for (const listener of listeners) listener()
  })
  return {
    ended,
    output: () => output,
    kill: async signal => {
      child.kill(signal)
      await ended
    },
    said: line =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (output.split('\n').includes(line)) resolve()
          else if (child.exitCode !== null || child.signalCode !== null)
            reject(new Error(`The process ended before it said ${line}:\n${output}`))
          else return
          listeners.delete(check)
        }
        listeners.add(check)
        check()
      }),
  }
}
