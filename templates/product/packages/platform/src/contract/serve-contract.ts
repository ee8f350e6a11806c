import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { runInContext } from './call-context.js'
import { type CallTelemetry, noCallTelemetry } from './call-telemetry.js'
import { readContextHeaders } from './context-headers.js'
import { ContractError } from './contract-error.js'
import type { CallOptions, ContractDefinition, Implementation } from './define-contract.js'
import { abortOnDisconnect } from './disconnect.js'
import { localFacade } from './local-facade.js'
import { encodeOutput } from './parse.js'
import { platformError } from './platform-errors.js'
import { describeProblem, problemMediaType } from './problem.js'

export interface ServeOptions {
  readonly telemetry?: CallTelemetry
  /** What clients have to know; the server is else to be reached by ours alone. */
  readonly secret?: string
}

type AnyFacade = Readonly<Record<string, (input: unknown, options: CallOptions) => Promise<unknown>>>

/**
 * A fastify plugin that answers `POST /rpc/<module>/<operation>` for `remoteFacade`. It believes the caller that the
 * headers name, so it belongs on a server that only our own processes reach.
 */
export function serveContract<C extends ContractDefinition>(
  contract: C,
  implementation: Implementation<C>,
  { telemetry = noCallTelemetry, secret }: ServeOptions = {},
): (app: FastifyInstance) => Promise<void> {
  const facade = localFacade(contract, implementation, { telemetry }) as unknown as AnyFacade
  return async app => {
    app.setErrorHandler((error, _, reply) => {
      if (!(error instanceof ContractError)) throw error
      return sendProblem(reply, error)
    })
    for (const [name, operation] of Object.entries(contract.operations)) {
      app.post(`/rpc/${contract.name}/${name}`, async (request, reply) => {
        if (secret !== undefined) assertSecret(request, secret)
        const { input } = (request.body ?? {}) as { readonly input?: unknown }
        const signal = abortOnDisconnect(reply.raw)
        const output = await runInContext(readContextHeaders(request.headers), () =>
          facade[name]?.(input, { signal }),
        )
        return { output: encodeOutput(operation, output) }
      })
    }
  }
}

function sendProblem(reply: FastifyReply, error: ContractError): FastifyReply {
  if (error.details.status >= 500) reply.log.error({ err: error }, error.message)
  return reply.code(error.details.status).type(problemMediaType).send(describeProblem(error))
}

function assertSecret(request: FastifyRequest, secret: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const given = request.headers.authorization ?? ''
  if (!timingSafeEqual(digest(given), digest(`Bearer ${secret}`))) throw platformError('unauthenticated')
}
