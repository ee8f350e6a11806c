import { feedOfOutboxes, webRoutes } from '@shop/bff-web'
import {
  createPostgresStore,
  deriveRoutes,
  type ModuleRoutes,
  type RunningGateway,
  startGateway,
} from '@shop/gateway'
import { createNatsBus, createOutboxBus } from '@shop/platform/bus'
import { openDatabase, prepareDatabase } from '@shop/platform/database'
import { createHealth, startOperationsServer } from '@shop/platform/health'
import { closeHttpServer } from '@shop/platform/http'
import { startJobs } from '@shop/platform/jobs'
import { createFacades } from '@shop/platform/module'
import { followOutboxes } from '@shop/platform/outbox'
import type { Telemetry } from '@shop/platform/telemetry'
import { usersContract } from '@shop/users/contract'
import type { Settings } from './environment.js'
import { startInternalServer } from './internal-server.js'
import { modules as productModules } from './modules.js'
import { tokenSettings } from './product.js'
import { gatewaySchema, sourcesOf } from './sources.js'
import type { WiredModule, Wiring } from './wiring/wiring.js'

export interface RunningProduct {
  readonly gateway: RunningGateway
  /** Of `/livez`, `/readyz` and `/metrics`. */
  readonly operationsOrigin: string
  /** Takes no new requests, ends what is under way, then stops everything in order. */
  readonly close: () => Promise<void>
}

export interface ComposeOptions {
  /** Those of the product unless told otherwise. */
  readonly modules?: readonly Wiring[]
  /** Ends the waiting for a database that is away. */
  readonly signal?: AbortSignal
  /** Milliseconds until other replicas take over from one that died; 10 seconds unless told otherwise. */
  readonly lease?: number
}

/** Puts the modules together, and starts everything. The only place that knows what a process consists of. */
export async function compose(
  settings: Settings,
  telemetry: Telemetry,
  { modules = productModules, signal = new AbortController().signal, lease = 10_000 }: ComposeOptions = {},
): Promise<RunningProduct> {
  const ending: (() => Promise<unknown>)[] = []
  const close = async () => {
    while (ending.length > 0) await ending.pop()?.()
  }
  try {
    return await start({ settings, telemetry, modules, signal, lease, ending }, close)
  } catch (error) {
    await close()
    throw error
  }
}

interface Start extends Required<ComposeOptions> {
  readonly settings: Settings
  readonly telemetry: Telemetry
  /** What was begun, to be ended in reverse order. */
  readonly ending: (() => Promise<unknown>)[]
}

async function start(
  { settings, telemetry, modules, signal, lease, ending }: Start,
  close: () => Promise<void>,
): Promise<RunningProduct> {
  const { logger: log } = telemetry
  const database = await openDatabase({ product: settings.installation, server: settings.server, log })
  ending.push(database.close)

  // Before all else, so that probes learn what is waited for.
  const health = createHealth([{ name: 'database', check: database.ping }])
  const { host, port } = settings.operations
  const operations = await startOperationsServer({ health, registry: telemetry.metrics.registry, host, port })
  ending.push(operations.close)
  log.info(`Operations on ${operations.origin}`)
  const { production } = settings
  await prepareDatabase({ database, sources: sourcesOf(modules), production, log, signal })

  const facades = createFacades(telemetry)
  const wired: WiredModule[] = []
  for (const { create } of modules) {
    const one = await create({ database, settings, telemetry, facade: facades.of })
    facades.add(one.module)
    if (one.close !== undefined) ending.push(one.close)
    wired.push(one)
  }

  const closing = new AbortController()
  const followers = followOutboxes(
    database,
    wired.map(one => one.database),
  )
  ending.push(followers.close)
  const { natsUrl } = settings
  const bus =
    natsUrl === null
      ? createOutboxBus({ database, log, lease, telemetry })
      : createNatsBus({ database, log, lease, telemetry, url: natsUrl })
  const subscriptions = await bus.startSubscriptions(wired)
  ending.push(subscriptions.drain)
  const jobs = await startJobs({
    database,
    modules: wired.map(({ module }) => module),
    log,
    lease,
    telemetry,
  })
  ending.push(jobs.drain)

  const { app, origin } = await startInternalServer({
    wired,
    facades,
    telemetry,
    feed: feedOfOutboxes(followers),
    closing: closing.signal,
    publicOrigin: settings.publicOrigin,
    port: settings.internalPort,
  })
  ending.push(() => closeHttpServer(app))

  const users = facades.of(usersContract)
  // Makes the first key, and tells at the start of a secret that does not open those that are there.
  await users.getSigningKeys({})
  const gateway = await startGateway({
    ...settings.gateway,
    internalOrigin: origin,
    users: { ...tokenSettings, jwks: () => users.getSigningKeys({}) },
    routes: [...deriveRoutes(wired.flatMap(routesOf)), ...webRoutes],
    redisUrl: settings.redisUrl,
    redisPrefix: `${settings.installation}:rate:`,
    folder: settings.dataFolder,
    idempotency: { store: createPostgresStore(await database.textQuery(gatewaySchema)) },
    cors: { origins: settings.gateway.origins },
    hsts: production ? 31_536_000 : 0,
    readiness: async () => (await health.readiness()).ready,
    tell: ({ level, message }) => log[level](message),
  })
  ending.push(gateway.close)
  health.started()
  return {
    gateway,
    operationsOrigin: operations.origin,
    close: async () => {
      health.stopping()
      // Streams would be waited for.
      closing.abort()
      await close()
    },
  }
}

function routesOf({ module, pluginRoutes }: WiredModule): readonly ModuleRoutes[] {
  return [module.routes, pluginRoutes].filter(routes => routes !== null && routes !== undefined)
}
