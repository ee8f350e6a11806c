import type { FastifyRequest } from 'fastify'
import { type CallContext, platformError, readContextHeaders } from '../contract/index.js'
import type { RouteBinding } from './routes.js'

/** What only the gateway may say. Servers that others reach drop them. */
export const reservedHeaders = ['x-user-id', 'x-user-roles', 'x-tenant', 'x-caller', 'x-deadline'] as const

/** On whose behalf the request comes: `x-user-id` and, with commas between them, `x-user-roles`. */
export function readContext({ headers }: FastifyRequest): CallContext {
  const userId = headers['x-user-id']
  const roles = headers['x-user-roles']
  const context = readContextHeaders(headers)
  if (typeof userId !== 'string' || userId === '') return { ...context, caller: null }
  const list = typeof roles === 'string' ? roles.split(',').map(role => role.trim()) : []
  return { ...context, caller: { userId, roles: list.filter(role => role !== '') } }
}

/** Throws `unauthenticated` or `forbidden`. */
export function assertAllowed(auth: RouteBinding['auth'], { caller }: CallContext): void {
  if (auth === 'none') return
  if (caller === null) throw platformError('unauthenticated')
  if (auth !== 'user' && !caller.roles.includes(auth)) throw platformError('forbidden')
}
