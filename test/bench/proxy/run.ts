import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { textOf, withSection } from '../marked-section.js'
import { listVersions } from './contenders.js'
import type { Effort } from './effort.js'
import { measureBodies } from './measure-bodies.js'
import { measureIdle } from './measure-idle.js'
import { measureRequests } from './measure-requests.js'
import { measureRoutes } from './measure-routes.js'
import { measureShadows } from './measure-shadows.js'
import { isPinned, stopProcesses } from './processes.js'
import { buildRoles } from './roles.js'

/**
 * Measures the strangler-fig proxy beside nginx, HAProxy and the proxies of Node, all in one run, prints the tables and
 * writes them into docs/benchmarks.md, each when it is done; parts that are not asked for stay. Linux, because it reads
 * /proc; about half an hour.
 *
 *     npm run bench:proxy -- [--seconds 5] [--rounds 5] [--only requests,shadows] [--output FILE]
 */
const parts = {
  requests: measureRequests,
  bodies: measureBodies,
  shadows: measureShadows,
  idle: measureIdle,
  routes: measureRoutes,
} satisfies Record<string, (effort: Effort) => Promise<string>>

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: Object.keys(parts).join(',') },
    output: { type: 'string', default: resolve(import.meta.dirname, '../../../docs/benchmarks.md') },
  },
})

if (!existsSync('/proc/self/stat'))
  throw new Error('CPU and memory of processes are read from /proc: Linux only.')
const effort = { seconds: Number(values.seconds), rounds: Number(values.rounds) }
// Whatever hangs, it ends: four times what the rounds should take.
setTimeout(() => process.exit(1), 4 * (600 + 200 * effort.seconds * effort.rounds) * 1000).unref()

const names = values.only.split(',')
const unknown = names.find(name => !(name in parts))
if (unknown !== undefined) throw new Error(`There is no part "${unknown}": ${Object.keys(parts).join(', ')}.`)
await buildRoles()
for (const name of names as (keyof typeof parts)[]) {
  console.error(name)
  const table = await parts[name](effort)
  await stopProcesses()
  console.log(`${table}\n`)
  record(name, `${table}\n\n${effort.rounds} rounds of ${effort.seconds} s.`)
}
process.exit()

function record(name: string, section: string): void {
  const page = existsSync(values.output) ? readFileSync(values.output, 'utf8') : ''
  const introduced = withSection(textOf(page, 'proxy'), 'proxy introduction', introduce())
  writeFileSync(values.output, withSection(page, 'proxy', withSection(introduced, `proxy ${name}`, section)))
}

function introduce(): string {
  return [
    '## The strangler-fig proxy',
    '',
    'Written by `npm run bench:proxy`: medians of rounds in which all take turns, with the least and the greatest in brackets.',
    `${listVersions()}; ${cpus().length} cores${isPinned ? ', the proxy alone on one, upstreams and clients together on another' : ''}.`,
    'nginx and HAProxy run one worker with what `banyan strangle export` writes. Absolute figures mean little; look at the ratios.',
  ].join('\n')
}
