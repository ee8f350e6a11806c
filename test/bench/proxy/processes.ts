import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Processes at work, pinned to cores where `taskset` is there. Whatever becomes of this one, they end with it. */

export interface Command {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** Proxies have a core to themselves. */
  readonly core: 0 | 1
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Speaks over IPC. */
  readonly isRole?: boolean
}

/** Configs, logs and built roles; gone at the end. */
export const scratch = mkdtempSync(join(tmpdir(), 'banyan-bench-proxy-'))

/** Milliseconds that a process may take to do what it was asked, beyond the time it was asked to work. */
const patience = 30_000

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(scratch, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

export const isPinned = isThere('taskset')
const endsWithParent = isThere('setpriv') ? ['setpriv', '--pdeathsig', 'KILL'] : []

export function isThere(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
}

/** Output goes to files: an access log costs what it costs in earnest. */
export function startProcess({ name, command, core, cwd, env, isRole }: Command): ChildProcess {
  const wrapped = [...endsWithParent, ...(isPinned ? ['taskset', '-c', String(core)] : []), ...command]
  const [program, ...args] = wrapped as [string, ...string[]]
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [
      'ignore',
      openSync(logOf(name, 'out'), 'w'),
      openSync(logOf(name, 'err'), 'w'),
      ...(isRole ? (['ipc'] as const) : []),
    ],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  child.on('error', () => {})
  return child
}

function logOf(name: string, stream: 'out' | 'err'): string {
  return join(scratch, `${name.replaceAll(/\W/g, '-')}.${stream}`)
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (!children.has(child)) return
  const ended = new Promise(done => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}

export async function stopProcesses(): Promise<void> {
  await Promise.all([...children].map(stopProcess))
}

/** What a role says next. */
export function nextMessage<T>(child: ChildProcess, extra = 0): Promise<T> {
  return new Promise((done, fail) => {
    const settle = () => {
      clearTimeout(timer)
      child.off('message', hear).off('exit', leave)
    }
    const hear = (value: unknown) => {
      settle()
      done(value as T)
    }
    const leave = (code: number | null) => {
      settle()
      fail(new Error(`A process ended with ${code} before it answered: ${child.spawnargs.join(' ')}`))
    }
    const timer = setTimeout(() => {
      settle()
      fail(new Error(`No answer within ${patience + extra} ms: ${child.spawnargs.join(' ')}`))
    }, patience + extra)
    child.once('message', hear).once('exit', leave)
  })
}

/** Waits until a port answers; tells what the process said when it does not. */
export async function waitForPort(port: number, child: ChildProcess, name: string): Promise<void> {
  const end = performance.now() + patience
  while (performance.now() < end && child.exitCode === null && child.signalCode === null) {
    if (await answers(port)) return
    await pause(20)
  }
  throw new Error(`${name} does not listen on ${port}:\n${readFileSync(logOf(name, 'err'), 'utf8')}`)
}

function answers(port: number): Promise<boolean> {
  return new Promise(done => {
    const socket = connect(port, '127.0.0.1')
    const end = (value: boolean) => {
      socket.destroy()
      done(value)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(done => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as { port: number }
  await new Promise(done => probe.close(done))
  return port
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}

const ticksPerSecond = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout)

/** Microseconds of user and system time that a process has used, all threads together. */
export function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6
}

/** Resident kilobytes of a process. */
export function memoryOf({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}
