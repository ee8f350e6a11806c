import { spawn } from 'node:child_process'

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

/** Runs a program of the user's, without a terminal for questions. Never throws. */
export function runTool({ command, args, cwd, onLine }: ToolRun): Promise<ToolEnd> {
  // Package managers are scripts on Windows, which only a shell starts.
  const shell = process.platform === 'win32'
  const child = spawn(command, [...args], { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  const take = (text: string) => {
    told = (told + text).slice(-mostKept)
    for (const line of text.split('\n')) if (line.trim() !== '') onLine?.(line.trim())
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  return new Promise(resolve => {
    child.once('error', error => resolve({ code: null, told: error.message }))
    child.once('close', code => resolve({ code, told }))
  })
}

/** What a program says of its version; null where it is not there or does not start. */
export async function readToolVersion(command: string, cwd: string): Promise<string | null> {
  const { code, told } = await runTool({ command, args: ['--version'], cwd })
  return code === 0 ? (/^\d+\.\d+\.\d+\S*$/m.exec(told)?.[0] ?? null) : null
}
