import { spawn } from 'node:child_process'
import type { SystemUser } from './system-user.js'

export interface BinaryRun {
  readonly code: number | null
  readonly output: string
}

/** Ends with the program; what it leaves running in the background keeps no pipe of ours open. */
export function runBinary(
  path: string,
  args: readonly string[],
  options: { cwd: string; user: SystemUser | null },
): Promise<BinaryRun> {
  return new Promise((resolve, reject) => {
    const identity = options.user ? { uid: options.user.uid, gid: options.user.gid } : {}
    const child = spawn(path, args, {
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...identity,
    })
    let output = ''
    child.stdout.on('data', chunk => (output += String(chunk)))
    child.stderr.on('data', chunk => (output += String(chunk)))
    child.once('error', reject)
    child.once('exit', code => {
      setImmediate(() => {
        child.stdout.destroy()
        child.stderr.destroy()
        resolve({ code, output })
      })
    })
  })
}
