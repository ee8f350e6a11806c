import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import type { Logger } from 'pino'
import { sendError, sendNotFound } from './http-problem.js'
import { reservedHeaders } from './identity.js'
import { readJsonBody } from './json-body.js'
import { type HttpTelemetry, observeRequests } from './observe-requests.js'
import { releaseConnections } from './release-connections.js'
import { secureHeaders } from './secure-headers.js'

export interface HttpServerOptions {
  readonly logger?: Logger
  readonly telemetry?: HttpTelemetry
  /**
   * Whether `x-user-id` and its like are to be believed: only where none but the gateway and our own processes connect.
   * Else they are dropped from every request.
   */
  readonly internal?: boolean
  /** Bytes of a body; one MiB unless told otherwise. */
  readonly bodyLimit?: number
  /** Milliseconds in which a request has to have come in whole; thirty seconds unless told otherwise. */
  readonly requestTimeout?: number
}

const requestIdPattern = /^[\w.-]{8,64}$/

/** A fastify that answers every error as a problem, names and logs each request, and closes without cutting any off. */
export function createHttpServer(options: HttpServerOptions = {}): FastifyInstance {
  const { logger, telemetry, internal = false, bodyLimit = 1_048_576, requestTimeout = 30_000 } = options
  const app = fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    logController: new LogController({ requestIdLogLabel: 'requestId', disableRequestLogging: true }),
    bodyLimit,
    requestTimeout,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 256 },
    genReqId: ({ headers }) => {
      const given = headers['x-request-id']
      return typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID()
    },
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id).headers(secureHeaders)
      sendError(error, request, reply)
    },
  } as FastifyServerOptions) as FastifyInstance
  app.setErrorHandler(sendError)
  app.setNotFoundHandler(sendNotFound)
  app.addContentTypeParser('application/json', { parseAs: 'string' }, readJsonBody(app))
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id).headers(secureHeaders)
    if (!internal) for (const name of reservedHeaders) delete request.headers[name]
  })
  observeRequests(app, telemetry)
  releaseConnections(app)
  return app
}

/** Lets what is under way end, `within` milliseconds at most; new connections are refused at once. */
export async function closeHttpServer(app: FastifyInstance, within = 10_000): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), within)
  try {
    await app.close()
  } finally {
    clearTimeout(cut)
  }
}
