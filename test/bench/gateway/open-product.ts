import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ScaffoldedProduct, scaffoldProduct } from '../../support/scaffolded-product.js'
import { freePort, nextMessage, startProcess, waitForPort } from '../proxy/processes.js'
import { startRole } from '../proxy/roles.js'
import type { Contender } from '../proxy/contenders.js'
import type { Collected } from './roles/collector.js'
import { type Place, startDatabase } from './start-database.js'

/** A product in production, its gateway's port and that of the server behind it; both are in one process. */
export interface OpenProduct extends Contender {
  readonly root: string
  readonly internalPort: number
  readonly database: Place
  /** Bodies of spans that the collector got so far. */
  readonly countSpans: () => Promise<number>
}

export const product = 'the product'

/** What the load of one machine's few users does not reach, so that it is counted and never refused. */
const plenty = '{ burst: 1e9, perMinute: 1e9 }'

const secret = 'the secret of a benchmark, and a long one'

export async function scaffoldForBench(): Promise<ScaffoldedProduct> {
  const scaffolded = await scaffoldProduct('--modules', 'orders', '--no-git')
  const compose = join(scaffolded.root, 'apps/monolith/src/compose.ts')
  const text = readFileSync(compose, 'utf8')
  const opening = 'startGateway({'
  if (!text.includes(opening)) throw new Error(`There is no "${opening}" in ${compose}.`)
  writeFileSync(
    compose,
    text.replace(opening, `${opening}\n    limits: { strict: ${plenty}, standard: ${plenty} },`),
  )
  const { code, output } = await scaffolded.run('npm', 'run', 'build')
  if (code !== 0) throw new Error(output)
  return scaffolded
}

/** Its database, clients and collector share the other core. */
export async function openProduct({ root, run }: ScaffoldedProduct): Promise<OpenProduct> {
  const database = await startDatabase(root)
  const collector = startRole({ role: 'collector', task: {} })
  const { port: collectorPort } = await nextMessage<{ readonly port: number }>(collector)
  const [port, operationsPort, internalPort] = [await freePort(), await freePort(), await freePort()]
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    DATABASE_ROLE_SECRET: secret,
    KEY_SECRET: secret,
    PORT: String(port),
    OPERATIONS_PORT: String(operationsPort),
    INTERNAL_PORT: String(internalPort),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collectorPort}`,
  }
  const bundle = join(root, 'apps/monolith/dist')
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const migrated = await run('env', ...assignments, process.execPath, join(bundle, 'migrate.js'))
  if (migrated.code !== 0) throw new Error(migrated.output)
  const child = startProcess({
    name: product,
    command: [process.execPath, join(bundle, 'main.js')],
    core: 1,
    cwd: root,
    env,
  })
  await waitForPort(port, child, product)
  return {
    name: product,
    root,
    port,
    internalPort,
    database,
    process: child,
    countSpans: async () => {
      collector.send('count')
      return (await nextMessage<Collected>(collector)).bodies
    },
  }
}
