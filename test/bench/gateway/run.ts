import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { withSection } from '../marked-section.js'
import { isPinned, nextMessage, stopProcesses } from '../proxy/processes.js'
import { buildRoles, startRole } from '../proxy/roles.js'
import type { ScaffoldedProduct } from '../../support/scaffolded-product.js'
import { connections, type Entrance, measureDoors } from './measure-doors.js'
import { measureSoak } from './measure-soak.js'
import { openProduct, type OpenProduct, scaffoldForBench } from './open-product.js'
import { writeScripts } from './requests.js'
import type { BareTask } from './roles/bare-fastify.js'
import { createOrder, signInUsers } from './users.js'

/**
 * Measures a product that has just been scaffolded, in production: through its gateway with all of its layers, behind it, and
 * beside bare fastify with the same routes and database. Writes its part of docs/benchmarks.md. Linux, because it reads /proc;
 * under six minutes.
 *
 *     npm run bench:gateway -- [--seconds 4] [--rounds 4] [--soak 60] [--output FILE]
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '4' },
    soak: { type: 'string', default: '60' },
    output: { type: 'string', default: resolve(import.meta.dirname, '../../../docs/benchmarks.md') },
  },
})
if (!existsSync('/proc/self/stat'))
  throw new Error('CPU and memory of processes are read from /proc: Linux only.')
const effort = { seconds: Number(values.seconds), rounds: Number(values.rounds) }
const soak = { warmUp: Number(values.soak) / 2, seconds: Number(values.soak) }

await buildRoles()
await buildRoles(join(import.meta.dirname, 'roles'))
console.error('scaffolding')
const scaffolded = await scaffoldForBench()
try {
  const product = await openProduct(scaffolded)
  try {
    const text = await measure(scaffolded, product)
    console.log(text)
    const page = existsSync(values.output) ? readFileSync(values.output, 'utf8') : ''
    writeFileSync(values.output, withSection(page, 'gateway', text))
  } finally {
    await stopProcesses()
    await product.database.stop()
  }
} finally {
  scaffolded.remove()
}
process.exit()

async function measure({ root }: ScaffoldedProduct, product: OpenProduct): Promise<string> {
  const users = await signInUsers(product)
  const [first] = users
  if (first === undefined) throw new Error('There is no user.')
  const order = await createOrder(product, first)
  const bare = startRole({
    role: 'bare-fastify',
    task: { databaseUrl: product.database.url, folder: root } satisfies BareTask,
    core: 1,
  })
  const { port } = await nextMessage<{ readonly port: number }>(bare)
  const gateway = {
    name: 'through the gateway',
    port: product.port,
    process: product.process,
    scripts: writeScripts('gateway', users, order),
  }
  const doors: readonly Entrance[] = [
    gateway,
    {
      name: 'behind the gateway',
      port: product.internalPort,
      process: product.process,
      scripts: writeScripts('behind', users, order),
    },
    { name: 'bare fastify', port, process: bare, scripts: writeScripts('bare', users, order) },
  ]
  const requests = await measureDoors(doors, effort)
  console.error('200 connections')
  const soaked = await measureSoak(gateway, gateway.scripts.read, soak)
  const spans = await product.countSpans()
  if (spans === 0) throw new Error('The collector of traces got nothing: not all layers were on.')
  return [introduce(), '', requests, '', '### 200 connections', '', soaked].join('\n')
}

function introduce(): string {
  return [
    '## The gateway of a product',
    '',
    'Written by `npm run bench:gateway`: the production bundle of `banyan new shop --modules orders`, gateway and monolith in one process.',
    'All layers are on: the token (JWT, ES256) of each request, whose signature is checked once a minute; rate limits; idempotency keys in',
    'PostgreSQL; security headers; load shedding; a line of log of the gateway and one of the monolith; metrics; 1 % of traces, sent to a',
    'collector. The classes of rate limits `strict` and `standard` are so wide (1e9 a minute) that the 20 users of the load are counted and',
    'never refused; a user would be refused after 600 a minute otherwise.',
    '',
    '- *through the gateway*: with a token; writes with a key of their own, which is two statements more.',
    '- *behind the gateway*: asked without it, in the same process: routes, schemas, facades, telemetry, outbox.',
    '- *bare fastify*: the same routes and SQL on fastify and `pg` alone: no users, no checks, no events, no log.',
    '',
    `${effort.rounds} rounds of ${effort.seconds} s in which all take turns, medians with the least and the greatest in brackets; ${connections} connections that send as`,
    'fast as they are answered. Requests a second per core are what a core gives at that CPU time per request; below 95 % busy it was the',
    'load or the database that could do no more.',
    `Node ${process.versions.node}, ${cpus().length} cores${isPinned ? ': the measured process alone on one; PostgreSQL (which does not wait for its disk), clients and collector together on another' : ''}.`,
  ].join('\n')
}
