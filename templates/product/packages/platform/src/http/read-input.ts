import type { ZodType } from 'zod'
import { coerceText, findField } from '../schema/index.js'
import type { BoundRoute } from './bound-route.js'

export interface RequestParts {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** The operation's input as the request has it. A field of the path is never overruled by the body or the query. */
export function readInput({ operation, rest }: BoundRoute, { params, query, body }: RequestParts): unknown {
  const path = coerceFields(operation.input, params)
  if (rest === 'query') return { ...coerceFields(operation.input, query), ...path }
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  if (isObject || body === undefined || body === null) return { ...body, ...path }
  return body
}

function coerceFields(schema: ZodType, fields: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((fields ?? {}) as Record<string, string | readonly string[]>).map(([name, text]) => {
      const field = findField(schema, name)
      return [name, field === null ? text : coerceText(field, text)]
    }),
  )
}
