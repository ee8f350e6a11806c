import type { FastifyInstance } from 'fastify'
import {
  abortOnDisconnect,
  type CallOptions,
  type ContractDefinition,
  encodeOutput,
  type Facade,
  runInContext,
} from '../contract/index.js'
import { deriveRoutes } from './bound-route.js'
import { assertAllowed, readContext } from './identity.js'
import { readInput } from './read-input.js'
import type { RouteSet } from './routes.js'

type AnyFacade = Readonly<Record<string, (input: unknown, options: CallOptions) => Promise<unknown>>>

/** Gives the operations of a facade their addresses on a server of `createHttpServer`. */
export function mountRoutes<C extends ContractDefinition>(
  app: FastifyInstance,
  routes: RouteSet,
  facade: Facade<C>,
): void {
  const operations = facade as unknown as AnyFacade
  for (const route of deriveRoutes(routes)) {
    const { method, url, auth, name, operation, status } = route
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        const context = readContext(request)
        assertAllowed(auth, context)
        const input = readInput(route, request)
        const signal = abortOnDisconnect(reply.raw)
        const output = await runInContext(context, () => operations[name]?.(input, { signal }))
        return reply.code(status).send(encodeOutput(operation, output))
      },
    })
  }
}
