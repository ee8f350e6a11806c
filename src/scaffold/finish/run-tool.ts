import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface ToolRun {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Told each line of what the tool says. */
  readonly onLine?: (line: string) => void
}

export interface ToolEnd {
  /** Null when it could not be started. */
  readonly code: number | null
  /** What it said on both streams; the last part of it when it said much. */
  readonly told: string
}

/** Characters of a tool's words that are kept. */
const mostKept = 20_000

const running = new Set<ChildProcess>()
let isOver = false

/** Ends what runs, and lets nothing begin or go on that waits for it: for a run that is interrupted. */
export async function endTools(): Promise<void> {
  isOver = true
  await Promise.all([...running].map(endTool))
}

async function endTool(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close')
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(impatience)
}

/** Runs a program of the user's, without a terminal for questions. Never throws. */
export function runTool({ command, args, cwd, onLine }: ToolRun): Promise<ToolEnd> {
  if (isOver) return new Promise(() => {})
  // Package managers are scripts on Windows, which only a shell starts.
  const shell = process.platform === 'win32'
  const child = spawn(command, [...args], { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let told = ''
  const take = (text: string) => {
    told = (told + text).slice(-mostKept)
    for (const line of text.split('\n')) if (line.trim() !== '') onLine?.(line.trim())
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  return new Promise(resolve => {
    child.once('error', error => {
      running.delete(child)
      resolve({ code: null, told: error.message })
    })
    child.once('close', code => {
      running.delete(child)
      if (!isOver) resolve({ code, told })
    })
  })
}

/** What a program says of its version; null where it is not there or does not start. */
export async function readToolVersion(command: string, cwd: string): Promise<string | null> {
  const { code, told } = await runTool({ command, args: ['--version'], cwd })
  return code === 0 ? (/^\d+\.\d+\.\d+\S*$/m.exec(told)?.[0] ?? null) : null
}
