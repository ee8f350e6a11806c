import type { FastifyBodyParser, FastifyInstance } from 'fastify'

/** As fastify reads it, but nothing at all stands for no body, whatever the content type says. */
export function readJsonBody(app: FastifyInstance): FastifyBodyParser<string> {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, body, done)
  }
}
