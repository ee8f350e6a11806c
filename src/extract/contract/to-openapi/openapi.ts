import type { Contract, ContractError, ContractOperation, OperationSignature } from '../contract.js'
import type { WireTag } from '../wire/index.js'
import { type JsonSchema, type Places, toJsonSchema } from './json-schema.js'
import { tagged, wireSchemas } from './wire-schemas.js'

export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: Readonly<Record<string, unknown>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

const schemas = '#/components/schemas/'

/** OpenAPI 3.1 of a contract: one `POST` for each operation, and of the wire form what is used. */
export function renderOpenApi(contract: Contract): OpenApiDocument {
  const used = new Set<WireTag>(['error'])
  const places: Places = {
    type: name => `${schemas}${name}`,
    error: name => `${schemas}errors.${name}`,
    wire: tag => {
      used.add(tag)
      return `${schemas}wire.${tag}`
    },
  }
  const paths = Object.fromEntries(
    contract.operations.map(operation => [
      `/${operation.name}`,
      { post: renderOperation(operation, contract, places) },
    ]),
  )
  const types = Object.entries(contract.types).map(
    ([name, { schema }]) => [name, toJsonSchema(schema, places)] as const,
  )
  const errors = Object.entries(contract.errors).map(
    ([name, error]) => [`errors.${name}`, renderError(error, places)] as const,
  )
  const wire = [...used].toSorted().map(tag => [`wire.${tag}`, wireSchemas[tag]] as const)
  return {
    openapi: '3.1.0',
    info: { title: contract.name, version: contract.version, description: `Operations of ${contract.name}.` },
    paths,
    components: { schemas: Object.fromEntries([...types, ...errors, ...wire]) },
  }
}

function renderOperation(operation: ContractOperation, contract: Contract, places: Places): object {
  const { name, description, signatures, errors, idempotency, deadline } = operation
  const inputs = signatures.map(signature => renderInput(operation, signature, places))
  const outputs = signatures.map(({ output }) => toJsonSchema(output, places))
  return {
    operationId: name,
    ...(description === null ? {} : { description }),
    ...(idempotency.key?.startsWith('header') === true ? { parameters: [idempotencyKey] } : {}),
    requestBody: { required: true, content: { 'application/json': { schema: either(inputs) } } },
    responses: {
      '200': renderAnswer(signatures[0]?.answer ?? 'promise', either(outputs)),
      ...renderErrors(errors, contract, places),
    },
    'x-operation-kind': idempotency.kind,
    'x-repeatable': idempotency.repeatable,
    ...(deadline === null ? {} : { 'x-deadline-ms': deadline }),
  }
}

const idempotencyKey = {
  name: 'idempotency-key',
  in: 'header',
  description: 'The same for each repetition, so that the command runs once.',
  schema: { type: 'string' },
}

function either(all: readonly JsonSchema[]): JsonSchema {
  const [only] = all
  return only !== undefined && all.length === 1 ? only : { anyOf: all }
}

function renderInput(
  { style }: ContractOperation,
  { parameters }: OperationSignature,
  places: Places,
): JsonSchema {
  const render = ({ schema, description }: OperationSignature['parameters'][number]) => ({
    ...toJsonSchema(schema, places),
    ...(description === null ? {} : { description }),
  })
  const needed = parameters.filter(({ optional, rest }) => !optional && !rest)
  const [whole] = parameters
  if (style === 'whole' && whole !== undefined) return wrap('input', render(whole))
  if (style === 'listed') {
    const prefixItems = parameters.filter(({ rest }) => !rest).map(render)
    const items = parameters.some(({ rest }) => rest) ? {} : false
    return wrap('input', {
      type: 'array',
      ...(prefixItems.length === 0 ? {} : { prefixItems }),
      minItems: needed.length,
      items,
    })
  }
  return wrap('input', {
    type: 'object',
    properties: Object.fromEntries(parameters.map(parameter => [parameter.name, render(parameter)])),
    ...(needed.length === 0 ? {} : { required: needed.map(({ name }) => name) }),
  })
}

/** Arguments and answers stand in an object of their own, so that more can stand beside them later. */
function wrap(name: string, schema: JsonSchema): JsonSchema {
  return { type: 'object', properties: { [name]: schema }, required: [name] }
}

function renderAnswer(answer: OperationSignature['answer'], schema: JsonSchema): object {
  const streams = answer === 'observable' || answer === 'async-iterator' || answer === 'stream'
  if (streams)
    return {
      description: 'One item a line, until there are no more.',
      content: { 'application/x-ndjson': { schema: wrap('item', schema) } },
    }
  return { description: 'The answer.', content: { 'application/json': { schema: wrap('output', schema) } } }
}

/** Errors without a status of their own are told as 422: the operation ran, and said no. */
function renderErrors(
  names: readonly string[],
  { errors }: Contract,
  { error }: Places,
): Readonly<Record<string, object>> {
  const byStatus = new Map<number, string[]>()
  for (const name of names) {
    const status = errors[name]?.status ?? 422
    byStatus.set(status, [...(byStatus.get(status) ?? []), name])
  }
  const responses = [...byStatus].map(([status, found]) => {
    const description = found.map(name => errors[name]?.title ?? name).join('; ')
    const schema = wrap('error', either(found.map(name => ({ $ref: error(name) }))))
    return [String(status), { description, content: { 'application/problem+json': { schema } } }] as const
  })
  const unforeseen = {
    description: 'Nobody foresaw this.',
    content: { 'application/problem+json': { schema: wrap('error', {}) } },
  }
  return { ...Object.fromEntries(responses), default: unforeseen }
}

function renderError({ class: name, title, fields }: ContractError, places: Places): JsonSchema {
  const parts = {
    class: { type: 'string' },
    message: { type: 'string' },
    fields: toJsonSchema(fields, places),
  }
  return { ...tagged('error', parts), title: name, ...(title === null ? {} : { description: title }) }
}
