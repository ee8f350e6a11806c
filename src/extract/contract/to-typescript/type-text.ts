import type { ObjectSchema, Schema } from '../schema.js'

/** A type of TypeScript for a schema; named ones are declared beside it. */
export function renderType(schema: Schema): string {
  switch (schema.kind) {
    case 'any':
    case 'refused':
      return 'unknown'
    case 'null':
    case 'undefined':
    case 'boolean':
    case 'bigint':
    case 'string':
    case 'number':
      return schema.kind
    case 'date':
      return 'Date'
    case 'regexp':
      return 'RegExp'
    case 'url':
      return 'URL'
    case 'url-search-params':
      return 'URLSearchParams'
    case 'enum':
      return schema.enum.map(value => JSON.stringify(value)).join(' | ')
    case 'array':
      return `readonly (${renderType(schema.items)})[]`
    case 'set':
      return `ReadonlySet<${renderType(schema.items)}>`
    case 'map':
      return `ReadonlyMap<${renderType(schema.key)}, ${renderType(schema.value)}>`
    case 'tuple':
      return renderTuple(schema)
    case 'object':
      return renderObjectType(schema)
    case 'instance':
      return renderObjectType(schema.fields)
    case 'converted':
      return 'object'
    case 'bytes':
      return schema.of
    case 'error':
      return 'Error'
    case 'union':
      return schema.anyOf.map(member => `(${renderType(member)})`).join(' | ')
    case 'intersection':
      return schema.allOf.map(member => `(${renderType(member)})`).join(' & ')
    case 'reference':
      return schema.$ref
    case 'codec':
      return renderType(schema.value)
  }
}

function renderTuple({ prefixItems, minItems, items }: Extract<Schema, { readonly kind: 'tuple' }>): string {
  const parts = prefixItems.map((item, index) => `(${renderType(item)})${index < minItems ? '' : '?'}`)
  const rest = items === null ? [] : [`...(${renderType(items)})[]`]
  return `readonly [${[...parts, ...rest].join(', ')}]`
}

function renderObjectType({
  properties,
  required,
  additionalProperties: more,
  patternProperties,
}: ObjectSchema): string {
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      `readonly ${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${renderType(schema)}`,
  )
  const others = [...(typeof more === 'boolean' ? [] : [more]), ...Object.values(patternProperties ?? {})]
  if (others.length === 0) return `{ ${fields.join('; ')} }`
  // What has a name of its own may have another type than all the rest.
  const values = fields.length === 0 ? others.map(each => `(${renderType(each)})`).join(' | ') : 'unknown'
  return `{ ${[...fields, `readonly [key: string]: ${values}`].join('; ')} }`
}
