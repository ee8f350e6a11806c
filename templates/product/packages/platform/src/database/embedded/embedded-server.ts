import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createHmac, randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { DatabaseProblem } from '../database-problem.js'
import { type Binaries, findBinaries } from './binaries.js'
import { readPostmaster, removeStaleFile } from './postmaster-file.js'
import { runBinary } from './run-binary.js'
import { assertReachable, findServerUser, type SystemUser } from './system-user.js'

export interface EmbeddedServer {
  /** Of its superuser, into the database `postgres`. */
  readonly url: string
  /** Made once with the data; the passwords of the module roles come from it. */
  readonly secret: string
  /** Starts it again where it went away. */
  readonly ensureRunning: () => Promise<void>
  /** Stops it unless another process still uses it. */
  readonly release: () => Promise<void>
}

export interface EmbeddedOptions {
  readonly folder: string
  /** False gives up safety at a power cut for speed; for tests. */
  readonly durable?: boolean
}

/** Milliseconds; the first start of all, and recovery after a crash, are within it. */
const patience = 60_000

interface Place {
  readonly folder: string
  readonly data: string
  readonly secret: string
  readonly password: string
  readonly user: SystemUser | null
  readonly binaries: Binaries
  readonly durable: boolean
}

/**
 * A PostgreSQL of the product's own. Whoever comes first initialises and starts it; others find it by the port in its data
 * folder. Both steps are safe to race: the data appear under their name at once, and the server locks them.
 */
export async function openEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await preparePlace(options)
  const port = await ensureRunning(place)
  const url = urlOf(place, port)
  return {
    url,
    secret: place.secret,
    ensureRunning: async () => {
      await ensureRunning(place)
    },
    release: () => release(place),
  }
}

async function preparePlace(options: EmbeddedOptions): Promise<Place> {
  const folder = resolve(options.folder)
  const binaries = await findBinaries()
  const user = findServerUser()
  mkdirSync(folder, { recursive: true })
  assertReachable(folder, user)
  assertReachable(resolve(binaries.postgres, '..'), user)
  const secret = keepOnce(join(folder, 'secret'), () => randomBytes(32).toString('base64url'))
  const password = createHmac('sha256', secret).update('postgres').digest('base64url')
  return {
    folder,
    data: join(folder, 'data'),
    secret,
    password,
    user,
    binaries,
    durable: options.durable ?? true,
  }
}

/** The content of a file that the first process writes and all others read. */
function keepOnce(path: string, make: () => string): string {
  if (!existsSync(path)) {
    const mine = `${path}.${process.pid}`
    writeFileSync(mine, make(), { mode: 0o600 })
    if (existsSync(path)) rmSync(mine)
    else renameSync(mine, path)
  }
  return readFileSync(path, 'utf8').trim()
}

async function ensureRunning(place: Place): Promise<number> {
  const giveUp = Date.now() + patience
  let trouble = ''
  while (Date.now() < giveUp) {
    const running = readPostmaster(place.data)
    if (running) {
      if (running.ready && (await answers(urlOf(place, running.port)))) return running.port
      await sleep(100)
      removeStaleFile(place.data)
      continue
    }
    if (!existsSync(place.data)) await initialise(place)
    trouble = await start(place)
  }
  throw new DatabaseProblem(
    'embedded-failed',
    `The embedded PostgreSQL in ${place.folder} does not start. ${trouble}`,
    `Its log is ${join(place.data, 'server.log')}. Without it: set DATABASE_URL.`,
  )
}

async function initialise(place: Place): Promise<void> {
  const draft = join(place.folder, `data.${process.pid}.${randomBytes(4).toString('hex')}`)
  const passwordFile = `${draft}.password`
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, place.password, { mode: 0o600 })
  if (place.user) for (const path of [draft, passwordFile]) chownSync(path, place.user.uid, place.user.gid)
  try {
    const run = await runBinary(
      place.binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--pwfile=${passwordFile}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(place.durable ? [] : ['--no-sync']),
      ],
      { cwd: place.folder, user: place.user },
    )
    if (run.code !== 0) {
      throw new DatabaseProblem(
        'embedded-failed',
        `The embedded PostgreSQL could not make its data.\n${run.output.trim()}`,
        'Without it: set DATABASE_URL.',
      )
    }
    if (!existsSync(place.data)) renameSync(draft, place.data)
  } catch (error) {
    if (!existsSync(place.data)) throw error
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Answers why it did not start, or nothing. */
async function start(place: Place): Promise<string> {
  removeStaleFile(place.data)
  const port = await choosePort(join(place.folder, 'port'))
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(place.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const options = [`-p ${port}`, ...settings.map(setting => `-c ${setting}`)].join(' ')
  const run = await runBinary(
    place.binaries.pg_ctl,
    ['start', '-w', '-t', '30', '-D', place.data, '-l', join(place.data, 'server.log'), '-o', options],
    { cwd: place.folder, user: place.user },
  )
  if (run.code === 0) return ''
  await sleep(200)
  return run.output.trim()
}

/** The same as last time where it is free, so that processes that lost the server find it again. */
async function choosePort(file: string): Promise<number> {
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const port = (last && (await listenBriefly(last))) || (await listenBriefly(0)) || 0
  writeFileSync(file, String(port))
  chmodSync(file, 0o644)
  return port
}

function listenBriefly(port: number): Promise<number | null> {
  return new Promise(resolvePort => {
    const server = createServer()
    server.once('error', () => resolvePort(null))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolvePort(typeof address === 'object' && address ? address.port : null))
    })
  })
}

function urlOf(place: Place, port: number): string {
  return `postgres://postgres:${place.password}@127.0.0.1:${port}/postgres`
}

async function answers(url: string): Promise<boolean> {
  return (await countOthers(url)) !== null
}

/** Connections of other clients; null where the server does not answer. */
async function countOthers(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const result = await client.query<{ others: number }>(
      "select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    )
    return result.rows[0]?.others ?? 0
  } catch {
    return null
  } finally {
    await client.end().catch(() => {})
  }
}

async function release(place: Place): Promise<void> {
  const running = readPostmaster(place.data)
  if (!running) return
  const others = await countOthers(urlOf(place, running.port))
  if (others !== null && others > 0) return
  await runBinary(place.binaries.pg_ctl, ['stop', '-w', '-m', 'fast', '-D', place.data], {
    cwd: place.folder,
    user: place.user,
  })
}

/** Stops it whoever uses it. */
export async function stopEmbeddedServer(folder: string): Promise<void> {
  const data = join(resolve(folder), 'data')
  if (!readPostmaster(data)) return
  const binaries = await findBinaries()
  await runBinary(binaries.pg_ctl, ['stop', '-w', '-m', 'fast', '-D', data], {
    cwd: resolve(folder),
    user: findServerUser(),
  })
}
