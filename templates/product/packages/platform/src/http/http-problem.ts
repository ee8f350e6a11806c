import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import {
  ContractError,
  describeProblem,
  platformError,
  type Problem,
  problemMediaType,
} from '../contract/index.js'

/** Answers any error as RFC 9457 wants it; what is not foreseen is logged and says nothing of its cause. */
export function sendError(
  error: FastifyError | ContractError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = toProblem(error)
  if (problem.status >= 500) request.log.error({ err: error }, error.message)
  sendProblem(problem, request, reply)
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply): void {
  sendProblem({ ...blank(404, 'not-found'), title: 'There is nothing at this address' }, request, reply)
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  const { module: _, ...visible } = problem
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  const wait = findWait(problem)
  if (wait !== null) reply.header('retry-after', String(wait))
  reply
    .code(problem.status)
    .type(problemMediaType)
    .send(JSON.stringify({ ...visible, instance: `urn:request:${request.id}` }))
}

/** Seconds until asking again makes sense; null where nothing says so. */
function findWait({ status, fields }: Problem): number | null {
  const wait = fields?.retryAfter
  if (typeof wait === 'number' && Number.isFinite(wait)) return Math.max(1, Math.ceil(wait))
  return status === 503 ? 1 : null
}

const titles: Readonly<Record<string, readonly [code: string, title: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', 'The body is larger than this server takes'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'Send the body as application/json'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid-json', 'The body is not valid JSON'],
  FST_ERR_BAD_URL: ['bad-url', 'The address is not well formed'],
}

function toProblem(error: FastifyError | ContractError): Problem {
  if (error instanceof ContractError) return describeProblem(error)
  const status = error.statusCode ?? 500
  const [code, title] = titles[error.code] ?? []
  if (code !== undefined && title !== undefined) return { ...blank(status, code), title }
  if (status >= 400 && status < 500) return blank(status, 'bad-request')
  return describeProblem(platformError('internal'))
}

function blank(status: number, code: string): Problem {
  return { type: `urn:problem:${code}`, title: STATUS_CODES[status] ?? 'Error', status, code }
}
