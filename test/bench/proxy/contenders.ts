import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseConfig } from '../../../templates/proxy/src/index.js'
import { exportConfig } from '../../../src/strangle/index.js'
import { installPeers, peerVersions } from './peer-packages.js'
import { freePort, isThere, nextMessage, scratch, startProcess, waitForPort } from './processes.js'
import { startRole } from './roles.js'
import type { NodeProxyTask } from './roles/node-proxy.js'

/** The proxies, each with the same routes as far as it knows routes. */
export interface Contender {
  readonly name: string
  readonly port: number
  readonly process: ChildProcess
}

/** Ports of both sides. */
export interface Sides {
  readonly legacy: number
  readonly new: number
}

/** 200 routes with sticky shares of a half. */
export const manyRoutes: readonly object[] = Array.from({ length: 200 }, (_, at) => ({
  path: `/api/part${at}/items/:id`,
  mode: 'canary',
  share: 50,
}))

export const own = 'banyan'
export const ownBare = 'banyan, no routes, no log, no traces'
export const floor = 'node:http + undici, one upstream'

const root = resolve(import.meta.dirname, '../../..')

/** Ours with a config; its admin API (for metrics) is on the port that comes after. */
export interface OwnRequest {
  readonly name?: string
  readonly sides: Sides
  /** Entries of the config beside `listen`, `admin` and `upstreams`. */
  readonly config?: object
}

export interface OwnContender extends Contender {
  readonly adminPort: number
}

export async function startOwn({ name = own, sides, config }: OwnRequest): Promise<OwnContender> {
  const [port, adminPort] = [await freePort(), await freePort()]
  const folder = mkdtempSync(join(scratch, 'own-'))
  const text = renderConfig(port, sides, { admin: { port: adminPort }, ...config })
  writeFileSync(join(folder, 'strangler.config.json'), text)
  const process = startProcess({
    name,
    command: [globalThis.process.execPath, join(root, 'bin/run.js'), 'strangle', 'run'],
    core: 1,
    cwd: folder,
    env: { STRANGLER_ADMIN_TOKEN: 'bench' },
  })
  await waitForPort(port, process, name)
  return { name, port, adminPort, process }
}

export function startOwnBare(sides: Sides): Promise<OwnContender> {
  return startOwn({
    name: ownBare,
    sides,
    config: { routes: [], accessLog: false, tracing: { share: 0 } },
  })
}

function renderConfig(port: number, sides: Sides, more: object = {}): string {
  return JSON.stringify({
    listen: { port },
    upstreams: { legacy: `http://127.0.0.1:${sides.legacy}`, new: `http://127.0.0.1:${sides.new}` },
    defaults: { sticky: 'cookie:session' },
    routes: manyRoutes,
    ...more,
  })
}

export type Engine = 'nginx' | 'haproxy'

/** Those of the engines that are installed. */
export const engines = (['nginx', 'haproxy'] as const).filter(isThere)

/** nginx or HAProxy with one worker and what we export for it. nginx logs as ours does, in batches; HAProxy does not log. */
export async function startEngine(engine: Engine, sides: Sides): Promise<Contender> {
  const port = await freePort()
  const folder = mkdtempSync(join(scratch, `${engine}-`))
  const files = exportFor(engine, port, sides)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const main = Object.keys(files).find(name => name.endsWith(engine === 'nginx' ? '.conf' : '.cfg')) ?? ''
  const around = join(folder, 'around')
  writeFileSync(around, engine === 'nginx' ? surroundNginx(folder, main) : surroundHaproxy)
  const process = startProcess({
    name: engine,
    command:
      engine === 'nginx'
        ? ['nginx', '-p', folder, '-c', around]
        : ['haproxy', '-C', folder, '-db', '-f', around, '-f', join(folder, main)],
    core: 1,
  })
  await waitForPort(port, process, engine)
  return { name: engine, port, process }
}

function exportFor(engine: Engine, port: number, sides: Sides): Readonly<Record<string, string>> {
  const parsed = parseConfig(renderConfig(port, sides))
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
  return exportConfig(parsed.config, engine).files
}

function surroundNginx(folder: string, main: string): string {
  return [
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr warn;`,
    'events { worker_connections 24000; }',
    'http {',
    `  access_log ${folder}/access.log combined buffer=64k flush=1s;`,
    '  keepalive_requests 100000000;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      name => `  ${name}_temp_path ${folder}/${name};`,
    ),
    `  include ${folder}/${main};`,
    '}',
  ].join('\n')
}

/** Both ends of 10,000 connections need more files than many a limit allows; most upstream ends are never there at once. */
const surroundHaproxy = 'global\n  nbthread 1\n  maxconn 11000\n  no strict-limits\n'

/** The least that Node can do, and the packages: plain, with one upstream. */
export async function startNodeProxies({ legacy }: Sides): Promise<readonly Contender[]> {
  const packages = installPeers()
  const kinds = packages === null ? [] : (Object.keys(peerVersions) as (keyof typeof peerVersions)[])
  const tasks: readonly NodeProxyTask[] = [
    { kind: 'undici', upstream: `http://127.0.0.1:${legacy}`, folder: root },
    ...kinds.map(kind => ({ kind, upstream: `http://127.0.0.1:${legacy}`, folder: packages ?? '' })),
  ]
  return Promise.all(
    tasks.map(async task => {
      const process = startRole({ role: 'node-proxy', task, core: 1 })
      const { port } = await nextMessage<{ readonly port: number }>(process)
      return { name: task.kind === 'undici' ? floor : task.kind, port, process }
    }),
  )
}

/** What is measured, for the reader: names with versions. */
export function listVersions(): string {
  const versionOf = (engine: Engine) => {
    const { stdout, stderr } = spawnSync(engine, ['-v'], { encoding: 'utf8' })
    return /\d+\.\d+\.\d+/.exec(`${stdout}${stderr}`)?.[0]
  }
  return [
    `Node ${process.versions.node}`,
    ...engines.map(engine => `${engine} ${versionOf(engine)}`),
    ...Object.entries(peerVersions).map(([name, version]) => `${name} ${version}`),
  ].join(', ')
}
