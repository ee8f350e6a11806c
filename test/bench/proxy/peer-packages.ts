import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The Node proxies that ours is measured beside, in exact versions. */
const runsNewest = Number(process.versions.node.split('.')[0]) >= 22
export const peerVersions = {
  '@fastify/http-proxy': '11.6.3',
  'http-proxy-3': runsNewest ? '2.0.1' : '1.23.3',
  httpxy: '0.5.6',
  'fast-proxy': '2.2.0',
} as const

/** Installs them into a folder that later runs find again; null where they cannot be had. */
export function installPeers(): string | null {
  const versions = Object.values(peerVersions).join('-')
  const folder = join(tmpdir(), `banyan-bench-peers-${versions}`)
  const isDone = join(folder, 'installed')
  if (existsSync(isDone)) return folder
  mkdirSync(folder, { recursive: true })
  const dependencies = { ...peerVersions, fastify: '5.12.8' }
  // Fastify's newest helper of this name needs Node 22.
  const overrides = { 'light-my-request': '6.6.0' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }))
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  })
  if (status !== 0) {
    console.error(`The packages could not be installed and are left out.\n${stderr}`)
    return null
  }
  writeFileSync(isDone, '')
  return folder
}
