import type { FastifyInstance } from 'fastify'
import { readTraceparent } from '../contract/index.js'

export interface ObservedRequest {
  readonly method: string
  /** The pattern, `/users/:id`, so that there are few; `unmatched` where there is none. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

export interface HttpTelemetry {
  readonly observeRequest: (request: ObservedRequest) => void
  /** Runs the work in a context whose `traceparent` names the span of the request. */
  readonly traceRequest?: <T>(
    request: Pick<ObservedRequest, 'method' | 'route'>,
    work: () => Promise<T>,
  ) => Promise<T>
}

/** One line of log and one measurement a request. The query is left out: it may hold what is nobody's business. */
export function observeRequests(app: FastifyInstance, telemetry: HttpTelemetry | undefined): void {
  // Nothing in these lines bears the name of a secret: looking for them costs more than all else about a line.
  const log = app.log.child({}, { redact: [] })
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request
    const route = request.routeOptions.url ?? 'unmatched'
    const seconds = reply.elapsedTime / 1000
    telemetry?.observeRequest({ method, route, status: reply.statusCode, seconds })
    const path = url.split('?', 1)[0]
    const traceId = readTraceparent(request.headers)?.split('-')[1]
    const ms = Math.round(reply.elapsedTime)
    const line = { requestId: request.id, method, path, route, status: reply.statusCode, ms, traceId }
    log.info(line, 'request')
  })
}
