import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

/** What a running server writes down in its data folder; null where there is none, or only the file of one that was killed. */
export function readPostmaster(data: string): Postmaster | null {
  const lines = readLines(join(data, 'postmaster.pid'))
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!pid || !port || !isAlive(pid)) return null
  return { pid, port, ready: lines[7]?.trim() === 'ready' }
}

/** The server itself refuses to start where the number of a killed one was given to another process of the same user. */
export function removeStaleFile(data: string): void {
  const pid = Number(readLines(join(data, 'postmaster.pid'))[0])
  if (pid && isAlive(pid) && !isPostgres(pid)) rmSync(join(data, 'postmaster.pid'), { force: true })
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return true
  }
}
