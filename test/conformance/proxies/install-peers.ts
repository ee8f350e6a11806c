import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const manifest = {
  private: true,
  dependencies: {
    '@fastify/http-proxy': '11.6.3',
    'fast-proxy': '2.2.0',
    fastify: '5.12.8',
    // 2.0 needs Node 22.
    'http-proxy-3': '1.23.3',
    httpxy: '0.5.6',
  },
  // The next one needs Node 22; fastify uses it in tests alone.
  overrides: { 'light-my-request': '6.6.0' },
}

let installing: Promise<string | null> | null = null

/** The folder that the peers from npm are installed in, kept for the next run; null when they cannot be had. */
export function installPeers(): Promise<string | null> {
  installing ??= install()
  return installing
}

async function install(): Promise<string | null> {
  const folder = join(tmpdir(), 'banyan-conformance-peers')
  const wanted = JSON.stringify(manifest)
  const mark = join(folder, 'installed.json')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), wanted)
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], timeout: 120_000 })
  const status = await new Promise(resolve => {
    npm.on('error', () => resolve(null))
    npm.on('close', resolve)
  })
  if (status !== 0) return null
  writeFileSync(mark, wanted)
  return folder
}

export function peerVersion(folder: string, name: string): string {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version
}
