import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** A server of this test's own, with one administrator and no password; roles that it makes end with it. */
export interface PostgresServer {
  /** Runs statements one after the other; rows of the last. */
  readonly run: (database: string, statements: readonly string[], as?: Login) => Promise<readonly Row[]>
  readonly url: (database: string) => string
  readonly stop: () => Promise<void>
}

export interface Login {
  readonly user?: string
  readonly application?: string
}

export type Row = Readonly<Record<string, unknown>>

/** Starts PostgreSQL in a temporary folder, on a socket; null where it is not installed. */
export async function startPostgres(): Promise<PostgresServer | null> {
  const bin = findPrograms()
  if (bin === null) return null
  const account = systemAccount()
  const folder = mkdtempSync(path.join(tmpdir(), 'banyan-pg-'))
  chmodSync(folder, 0o755)
  if (account !== null) chownSync(folder, account.uid, account.gid)
  const data = path.join(folder, 'data')
  const rights = account ?? {}
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'admin', '-A', 'trust', '--no-sync'],
    rights,
  )
  if (made.status !== 0) throw new Error(`initdb: ${String(made.stderr)}`)
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'wal_level=logical',
  ]
  const options = settings.flatMap(setting => ['-c', setting])
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, ...options], { ...rights, stdio: 'ignore' })
  const run: PostgresServer['run'] = async (database, statements, { user = 'admin', application } = {}) => {
    const client = new pg.Client({ host: folder, database, user, application_name: application })
    await client.connect()
    try {
      let rows: readonly Row[] = []
      for (const statement of statements) ({ rows } = await client.query<Row>(statement))
      return rows
    } finally {
      await client.end()
    }
  }
  await waitFor(() => run('postgres', ['SELECT 1']))
  return {
    run,
    url: database => `postgresql:///${database}?host=${folder}&user=admin`,
    stop: async () => {
      const ended = new Promise(resolve => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function findPrograms(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return (
    folders.find(folder => ['initdb', 'postgres'].every(name => existsSync(path.join(folder, name)))) ?? null
  )
}

/** PostgreSQL refuses to run as root; its own account, or nobody's, runs it then. */
function systemAccount(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const idOf = (flag: string, name: string) =>
    Number(spawnSync('id', [flag, name]).stdout.toString() || Number.NaN)
  const name = Number.isNaN(idOf('-u', 'postgres')) ? 'nobody' : 'postgres'
  return { uid: idOf('-u', name), gid: idOf('-g', name) }
}

async function waitFor(attempt: () => Promise<unknown>): Promise<void> {
  for (let left = 100; ; left--) {
    try {
      await attempt()
      return
    } catch (error) {
      if (left === 0) throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}
