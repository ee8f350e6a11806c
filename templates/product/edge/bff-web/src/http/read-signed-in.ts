import { type CallContext, type Caller, platformError } from '@shop/platform/contract'
import { readContext } from '@shop/platform/http'
import type { FastifyRequest } from 'fastify'

/** Throws `unauthenticated` where nobody is. */
export function readSignedIn(request: FastifyRequest): CallContext & { readonly caller: Caller } {
  const context = readContext(request)
  if (context.caller === null) throw platformError('unauthenticated')
  return { ...context, caller: context.caller }
}
