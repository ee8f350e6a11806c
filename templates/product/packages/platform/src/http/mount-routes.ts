import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  abortOnDisconnect,
  type CallOptions,
  type ContractDefinition,
  currentContext,
  encodeOutput,
  type Facade,
  runInContext,
} from '../contract/index.js'
import { deriveRoutes } from './bound-route.js'
import { assertAllowed, readContext } from './identity.js'
import type { HttpTelemetry } from './observe-requests.js'
import { readInput } from './read-input.js'
import type { RouteSet } from './routes.js'

type AnyFacade = Readonly<Record<string, (input: unknown, options: CallOptions) => Promise<unknown>>>

/** Gives the operations of a facade their addresses on a server of `createHttpServer`. */
export function mountRoutes<C extends ContractDefinition>(
  app: FastifyInstance,
  routes: RouteSet,
  facade: Facade<C>,
  { telemetry }: { readonly telemetry?: HttpTelemetry } = {},
): void {
  const operations = facade as unknown as AnyFacade
  for (const route of deriveRoutes(routes)) {
    const { method, url, auth, name, operation, status } = route
    const trace = telemetry?.traceRequest ?? ((_, work) => work())
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        const context = readContext(request)
        const output = await runInContext(context, () =>
          trace({ method, route: url }, async () => {
            nameTrace(request)
            assertAllowed(auth, context)
            return await operations[name]?.(readInput(route, request), {
              signal: abortOnDisconnect(reply.raw),
            })
          }),
        )
        return reply.code(status).send(encodeOutput(operation, output))
      },
    })
  }
}

/** The request log is written after the span has ended, so it finds the trace where the client would have put it. */
function nameTrace(request: FastifyRequest): void {
  const { traceparent } = currentContext()
  if (traceparent !== null) request.headers.traceparent = traceparent
}
