import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseProblem } from '../database-problem.js'

export interface SystemUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root, so that root lends it another user; null for everybody else. */
export function findServerUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const entry = users.find(([candidate]) => candidate === name)
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) }
  }
  throw new DatabaseProblem(
    'embedded-unavailable',
    'The embedded PostgreSQL cannot run as root, and there is no user `postgres` or `nobody` to run as.',
    'Start the product as another user, or set DATABASE_URL.',
  )
}

/** Throws where a folder on the way to `path` keeps the server's user out. */
export function assertReachable(path: string, user: SystemUser | null): void {
  if (user === null) {
    accessSync(path, constants.X_OK)
    return
  }
  for (let folder = path; ; folder = dirname(folder)) {
    if (!mayEnter(folder, user)) {
      throw new DatabaseProblem(
        'embedded-unreachable-folder',
        `As root, the embedded PostgreSQL runs as the user ${user.name}, which may not enter ${folder}.`,
        `Move the product to a folder that everybody may enter, let them in (chmod a+x ${folder}), start it as another user, or set DATABASE_URL.`,
      )
    }
    if (folder === dirname(folder)) return
  }
}

function mayEnter(folder: string, user: SystemUser): boolean {
  const { mode, uid, gid } = statSync(folder)
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
