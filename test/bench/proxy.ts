import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseConfig } from '../../templates/proxy/src/index.js'
import { exportConfig } from '../../src/strangle/index.js'

/**
 * CPU per request of the strangler-fig proxy beside nginx and HAProxy with the configs that it exports: 200 routes, sticky
 * shares, metrics, access log and one per cent of traces for ours. Upstreams and clients are processes of their own.
 *
 *     npx tsx test/bench/proxy.ts [seconds]
 */
const [, , role = '5', given] = process.argv
const self = fileURLToPath(import.meta.url)
const banyan = resolve(import.meta.dirname, '../../bin/run.js')
const answer = JSON.stringify({ id: 12, name: 'Ada', roles: ['reader', 'writer'], list: [1, 2, 3] })
/** Clock ticks a second in /proc. */
const ticks = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout)

if (role === 'upstream') runUpstream()
else if (role === 'clients') runClients(Number(given))
else await measureAll(Number(role))

function runUpstream(): void {
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
      .end(answer)
  })
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
}

function runClients(port: number): void {
  let count = 0
  const send = (user: number) =>
    `GET /api/part${user % 200}/items/12?x=1 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench/1.0\r\nAccept: application/json\r\nCookie: session=user${user}\r\n\r\n`
  for (let user = 0; user < 16; user++) {
    const socket = connect(port, '127.0.0.1')
    let at = user
    socket.setNoDelay(true)
    socket.on('data', chunk => {
      if (chunk[chunk.length - 1] !== 125 /* } */) return
      count++
      at = (at + 16) % 10_000
      socket.write(send(at))
    })
    socket.write(send(at))
  }
  process.on('message', () => process.send?.({ count }))
}

async function measureAll(seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-proxy-'))
  const upstreams = [fork(self, ['upstream']), fork(self, ['upstream'])]
  try {
    const ports = await Promise.all(upstreams.map(async each => (await message<{ port: number }>(each)).port))
    for (const [name, command] of Object.entries(await writeConfigs(folder, ports))) {
      await measure(name, command, seconds)
    }
  } finally {
    for (const upstream of upstreams) upstream.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Command {
  readonly run: readonly [string, ...string[]]
  readonly port: number
}

async function writeConfigs(
  folder: string,
  [legacy, latest]: readonly number[],
): Promise<Readonly<Record<string, Command>>> {
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const textFor = (port: number) =>
    JSON.stringify({
      listen: { port },
      upstreams: { legacy: `http://127.0.0.1:${legacy}`, new: `http://127.0.0.1:${latest}` },
      defaults: { sticky: 'cookie:session' },
      routes: Array.from({ length: 200 }, (_, at) => ({
        path: `/api/part${at}/items/:id`,
        mode: 'canary',
        share: 50,
      })),
    })
  const exported = (engine: 'nginx' | 'haproxy', port: number) => {
    const parsed = parseConfig(textFor(port))
    if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
    const [[, content] = ['', ''], ...others] = Object.entries(exportConfig(parsed.config, engine).files)
    for (const [name, text] of others) write(name, text)
    return content
  }
  const [own, nginx, haproxy] = [await freePort(), await freePort(), await freePort()]
  const around = `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr warn;\nevents {}\nhttp {\naccess_log ${folder}/access.log;\nkeepalive_requests 100000000;\n`
  return {
    'banyan strangle run': {
      run: [
        process.execPath,
        banyan,
        'strangle',
        'run',
        '--config',
        write('strangler.config.json', textFor(own)),
      ],
      port: own,
    },
    nginx: {
      run: ['nginx', '-c', write('nginx.conf', `${around}${exported('nginx', nginx)}}\n`)],
      port: nginx,
    },
    haproxy: {
      run: ['haproxy', '-f', write('haproxy.cfg', `global\n  nbthread 1\n${exported('haproxy', haproxy)}`)],
      port: haproxy,
    },
  }
}

async function measure(
  name: string,
  { run: [program, ...args], port }: Command,
  seconds: number,
): Promise<void> {
  const proxy = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  await pause(2500)
  const clients = fork(self, ['clients', String(port)])
  try {
    await pause(3000)
    const [before, start] = [await countOf(clients), cpuOf(proxy)]
    await pause(seconds * 1000)
    const [after, end] = [await countOf(clients), cpuOf(proxy)]
    const requests = after - before
    console.log(
      `${name}: ${((end - start) / requests).toFixed(1)} µs CPU per request, ${Math.round(requests / seconds)} a second`,
    )
  } finally {
    clients.kill()
    proxy.kill()
  }
}

/** Microseconds of user and system time. */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) / ticks) * 1e6
}

async function countOf(clients: ChildProcess): Promise<number> {
  clients.send('count')
  return (await message<{ count: number }>(clients)).count
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise(done => child.once('message', value => done(value as T)))
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds))
}

async function freePort(): Promise<number> {
  const probe = createSocketServer()
  await new Promise<void>(done => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as { port: number }
  await new Promise(done => probe.close(done))
  return port
}
