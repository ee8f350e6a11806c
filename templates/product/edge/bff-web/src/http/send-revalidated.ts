import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** JSON that the browser keeps for this user alone and asks about each time; 304 where it has not changed. */
export function sendRevalidated(request: FastifyRequest, reply: FastifyReply, json: string): FastifyReply {
  const tag = `W/"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`
  reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'Authorization' })
  if (matches(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.type('application/json').send(json)
}

function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some(part => part.trim() === '*' || opaque(part) === opaque(tag))
}

function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, '')
}
