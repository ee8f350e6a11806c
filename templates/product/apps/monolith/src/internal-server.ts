import type { AddressInfo } from 'node:net'
import { createBff, type EventFeed } from '@shop/bff-web'
import { createHttpServer, mountRoutes, rememberClients, renderOpenapi } from '@shop/platform/http'
import type { Facades } from '@shop/platform/module'
import type { Telemetry } from '@shop/platform/telemetry'
import { usersContract } from '@shop/users/contract'
import type { FastifyInstance } from 'fastify'
import { product } from './product.js'
import type { WiredModule } from './wiring/wiring.js'

export interface InternalServerParts {
  readonly wired: readonly WiredModule[]
  readonly facades: Facades
  readonly telemetry: Telemetry
  readonly feed: EventFeed
  /** Aborts once streams have to end. */
  readonly closing: AbortSignal
  readonly publicOrigin: string
  readonly port: number
}

export interface InternalServer {
  readonly app: FastifyInstance
  readonly origin: string
}

/** Everything behind the gateway, which alone can reach it: the routes of the modules and the BFF. */
export async function startInternalServer(parts: InternalServerParts): Promise<InternalServer> {
  const { wired, facades, telemetry, feed, closing, publicOrigin, port } = parts
  const app = createHttpServer({ internal: true, logger: telemetry.logger, telemetry })
  rememberClients(app)
  const routes = wired.flatMap(({ module }) => (module.routes === null ? [] : [module.routes]))
  for (const set of routes) mountRoutes(app, set, facades.of(set.contract))
  const openapi = renderOpenapi({ title: product, version: '1', routes })
  app.get('/openapi.json', (_, reply) => reply.type('application/json').send(openapi))
  const users = facades.of(usersContract)
  for (const { plugin } of wired) if (plugin !== undefined) await app.register(plugin)
  await app.register(
    createBff({
      facades: { users },
      profile: { load: ({ signal }) => users.getProfile({}, { signal }) },
      cards: wired.flatMap(({ card }) => (card === undefined ? [] : [card])),
      events: {
        feed,
        closing,
        mayRead: (event, caller) => ownerOf(event.type, wired)?.mayRead?.(event, caller) ?? false,
      },
      origins: [publicOrigin],
    }),
  )
  await app.listen({ host: '127.0.0.1', port })
  return { app, origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
}

/** `users.UserSignedUp` is an event of users. */
function ownerOf(type: string, wired: readonly WiredModule[]): WiredModule | undefined {
  return wired.find(({ module }) => type.startsWith(`${module.contract.name}.`))
}
