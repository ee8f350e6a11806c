import { spawn } from 'node:child_process'
import path from 'node:path'

export interface CommandRun {
  readonly text: string
  /** Absolute. */
  readonly folder: string
  /** Folders of programs that packages bring, nearest first. */
  readonly programs: readonly string[]
  readonly timeLimit: number
  readonly signal?: AbortSignal | undefined
}

export interface CommandEnd {
  readonly end: 'exited' | 'timed-out'
  /** Null when it was ended, or could not be started. */
  readonly exitCode: number | null
  readonly milliseconds: number
  /** Last words on both streams. */
  readonly told: string
}

/** Characters that are kept of what a command says. */
const mostKept = 6_000

/** Runs a text as a package manager runs a script, without a terminal; ends all that it started when time is up. */
export function runCommand({ text, folder, programs, timeLimit, signal }: CommandRun): Promise<CommandEnd> {
  const started = performance.now()
  const child = spawn(text, {
    cwd: folder,
    shell: true,
    detached: process.platform !== 'win32',
    env: { ...process.env, ...environment(folder, programs) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  const take = (chunk: string) => {
    told = (told + chunk).slice(-mostKept)
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  return new Promise(resolve => {
    let end: CommandEnd['end'] = 'exited'
    const stop = () => {
      end = 'timed-out'
      endGroup(child.pid)
    }
    const timer = setTimeout(stop, timeLimit)
    signal?.addEventListener('abort', stop, { once: true })
    const finish = (exitCode: number | null) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      endGroup(child.pid)
      resolve({ end, exitCode, milliseconds: Math.round(performance.now() - started), told })
    }
    child.once('error', error => {
      take(error.message)
      finish(null)
    })
    // Not `close`: what a test left running may hold the streams open.
    child.once('exit', code => setImmediate(finish, code))
  })
}

/** From a folder upwards. Of the original, not of the copy: what starts a program there may be told by its own place. */
export function programFolders(folder: string, root: string): readonly string[] {
  const own = path.join(folder, 'node_modules/.bin')
  return folder.length <= root.length ? [own] : [own, ...programFolders(path.dirname(folder), root)]
}

function environment(folder: string, programs: readonly string[]): Readonly<Record<string, string>> {
  const found = [...programs, process.env.PATH ?? ''].join(path.delimiter)
  return { PATH: found, NO_COLOR: '1', npm_lifecycle_event: 'test', INIT_CWD: folder }
}

/** A shell, the runner below it and the runner's own processes. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // All of it has ended.
  }
}
