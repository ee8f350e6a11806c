import { platformErrors, problemMediaType } from '../contract/index.js'
import { isVoid, type JsonSchema, type NamedSchemas } from '../schema/index.js'
import type { BoundRoute } from './bound-route.js'

/** Where schemas are in the document. */
export const place = '#/components/schemas/'

export function describeOperation(route: BoundRoute, schemas: NamedSchemas): unknown {
  const { module, name, operation, auth, status, rest } = route
  const id = `${module}.${name}`
  const input = resolve(schemas.add(`${id}.input`, operation.input), schemas)
  const parameters = [
    ...route.parameters.map(parameter => describeParameter(input, parameter, 'path')),
    ...(rest === 'query'
      ? without(Object.keys(propertiesOf(input)), route.parameters).map(field =>
          describeParameter(input, field, 'query'),
        )
      : []),
  ]
  const body = rest === 'body' ? withoutFields(input, route.parameters) : null
  return {
    operationId: id,
    tags: [module],
    description: operation.description,
    ...(auth === 'none' ? {} : { security: [{ user: auth === 'user' ? [] : [auth] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null ? {} : { requestBody: describeBody(body) }),
    responses: { [status]: describeSuccess(route, schemas), ...describeErrors(route) },
  }
}

function describeSuccess({ module, name, operation }: BoundRoute, schemas: NamedSchemas): unknown {
  if (isVoid(operation.output)) return { description: 'Done' }
  const schema = schemas.add(`${module}.${name}.output`, operation.output)
  return { description: 'Success', content: { 'application/json': { schema } } }
}

/** By status, each with the codes that tell its problems apart. */
function describeErrors({ operation, auth }: BoundRoute): Record<string, unknown> {
  const named = (code: keyof typeof platformErrors) => ({ code, ...platformErrors[code] })
  const errors = [
    ...Object.entries(operation.errors).map(([code, error]) => ({ code, ...error })),
    named('invalid-input'),
    ...(auth === 'none' ? [] : [named('unauthenticated')]),
    ...(auth === 'none' || auth === 'user' ? [] : [named('forbidden')]),
  ]
  const responses = [...new Set(errors.map(({ status }) => status))].map(status => {
    const group = errors.filter(error => error.status === status)
    const codes = [...new Set(group.map(({ code }) => code))].sort()
    const schema = { $ref: `${place}Problem`, properties: { code: { enum: codes } } }
    const description = [...new Set(group.map(({ title }) => title))].join('. ')
    return [status, { description, content: { [problemMediaType]: { schema } } }]
  })
  const problem = { [problemMediaType]: { schema: { $ref: `${place}Problem` } } }
  return { ...Object.fromEntries(responses), default: { description: 'Another problem', content: problem } }
}

function describeParameter(input: JsonSchema, name: string, where: 'path' | 'query'): unknown {
  const required = where === 'path' || ((input.required ?? []) as readonly string[]).includes(name)
  return { name, in: where, required, schema: propertiesOf(input)[name] ?? { type: 'string' } }
}

function describeBody(schema: JsonSchema): unknown {
  const required = schema.type !== 'object' || schema.required !== undefined
  return { required, content: { 'application/json': { schema } } }
}

/** What is left for the body; null where nothing is. */
function withoutFields(input: JsonSchema, fields: readonly string[]): JsonSchema | null {
  if (input.type !== 'object') return input
  const properties = Object.entries(propertiesOf(input)).filter(([name]) => !fields.includes(name))
  if (properties.length === 0) return null
  const required = without((input.required ?? []) as readonly string[], fields)
  const { required: _, ...schema } = input
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  }
}

/** Fields are read from the schema itself, so a shared one is looked up. */
function resolve(schema: JsonSchema, schemas: NamedSchemas): JsonSchema {
  const { $ref } = schema
  return typeof $ref === 'string' ? (schemas.all()[$ref.replace(place, '')] ?? schema) : schema
}

function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>
}

function without(names: readonly string[], left: readonly string[]): readonly string[] {
  return names.filter(name => !left.includes(name))
}
