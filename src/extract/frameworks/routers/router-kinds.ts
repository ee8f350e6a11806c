import type { Origin } from '../survey/origin.js'

/** What routes requests, by package and name there: as a type, or as what makes one. */
const routers: Readonly<Record<string, readonly string[]>> = {
  express: ['default', 'Router', 'Express', 'Application', 'IRouter'],
  'express-serve-static-core': ['Router', 'Express', 'Application', 'IRouter'],
  'express-promise-router': ['default'],
  koa: ['default', 'Application'],
  'koa-router': ['default', 'Router'],
  '@koa/router': ['default', 'Router'],
  fastify: ['default', 'fastify', 'FastifyInstance'],
  hono: ['Hono'],
  '@hono/zod-openapi': ['OpenAPIHono'],
  polka: ['default', 'Polka'],
  restify: ['createServer', 'Server'],
}

export const routerPackages: readonly string[] = [...Object.keys(routers), 'fastify-plugin']

export function isRouterOrigin({ package: from, name }: Origin): boolean {
  return routers[from]?.includes(name) ?? false
}

/** Types of plugins and handlers whose first parameter is a router, though it has no type of its own. */
export const pluginTypes: Readonly<Record<string, readonly string[]>> = {
  fastify: ['FastifyPluginAsync', 'FastifyPluginCallback', 'FastifyPlugin'],
}

export const httpMethods: Readonly<Record<string, string>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  del: 'DELETE',
  head: 'HEAD',
  options: 'OPTIONS',
  all: 'ALL',
}
