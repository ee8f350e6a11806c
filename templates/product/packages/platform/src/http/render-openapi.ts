import { collectSchemas } from '../schema/index.js'
import { type BoundRoute, deriveRoutes } from './bound-route.js'
import { describeOperation, place } from './openapi-operation.js'
import type { RouteSet } from './routes.js'

export interface OpenapiOptions {
  readonly title: string
  readonly version: string
  readonly routes: readonly RouteSet[]
}

/** OpenAPI 3.1 as JSON. The same contracts and routes always give the same text, whatever their order. */
export function renderOpenapi({ title, version, routes }: OpenapiOptions): string {
  const schemas = collectSchemas(place)
  const sorted = routes.flatMap(deriveRoutes).sort((a, b) => compare(addressOf(a), addressOf(b)))
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of sorted) {
    const path = route.url.replaceAll(/:(\w+)/g, '{$1}')
    const operations = paths[path] ?? {}
    paths[path] = operations
    const method = route.method.toLowerCase()
    if (method in operations) throw new Error(`${route.method} ${route.url} is bound twice`)
    operations[method] = describeOperation(route, schemas)
  }
  const document = {
    openapi: '3.1.0',
    info: { title, version },
    paths,
    components: {
      schemas: { Problem: problemSchema, ...schemas.all() },
      securitySchemes: { user: { type: 'http', scheme: 'bearer' } },
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function addressOf({ url, method }: BoundRoute): string {
  return `${url} ${method}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    fields: { type: 'object' },
    instance: { type: 'string' },
  },
} as const
