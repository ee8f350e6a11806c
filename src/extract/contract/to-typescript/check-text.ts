import type { ObjectSchema, Schema } from '../schema.js'

/** An expression that makes the check of a schema, in the words of `check-prelude`. */
export function renderCheck(schema: Schema): string {
  switch (schema.kind) {
    case 'any':
      return 'anything'
    case 'refused':
      return `nothing(${JSON.stringify(schema.type)})`
    case 'null':
    case 'undefined':
      return `literal([${schema.kind}])`
    case 'boolean':
    case 'bigint':
      return `primitive('${schema.kind}')`
    case 'string':
      return `text(${words(schema, ['minLength', 'maxLength', 'pattern'])})`
    case 'number':
      return `number(${words(schema, ['integer', 'nonFinite', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])})`
    case 'enum':
      return `literal(${JSON.stringify(schema.enum)})`
    case 'date':
      return "instance('Date')"
    case 'regexp':
      return "instance('RegExp')"
    case 'url':
      return "instance('URL')"
    case 'url-search-params':
      return "instance('URLSearchParams')"
    case 'bytes':
      return `instance(${JSON.stringify(schema.of === 'Buffer' ? 'Uint8Array' : schema.of)})`
    case 'error':
      return "instance('Error')"
    case 'converted':
      return 'object([])'
    case 'array':
      return `list(${renderCheck(schema.items)}, ${words(schema, ['minItems', 'maxItems'])})`
    case 'set':
      return `set(${renderCheck(schema.items)})`
    case 'map':
      return `map(${renderCheck(schema.key)}, ${renderCheck(schema.value)})`
    case 'tuple':
      return `tuple([${schema.prefixItems.map(renderCheck).join(', ')}], ${schema.minItems}, ${schema.items === null ? 'null' : renderCheck(schema.items)})`
    case 'object':
      return renderObjectCheck(schema)
    case 'instance':
      return renderObjectCheck(schema.fields)
    case 'union':
      return `either([${schema.anyOf.map(renderCheck).join(', ')}])`
    case 'intersection':
      return `both([${schema.allOf.map(renderCheck).join(', ')}])`
    case 'reference':
      return `named(() => checks.${schema.$ref})`
    case 'codec':
      return renderCheck(schema.value)
  }
}

function renderObjectCheck({
  properties,
  required,
  additionalProperties: more,
  patternProperties,
}: ObjectSchema): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const check = renderCheck(schema)
    return `[${JSON.stringify(name)}, ${required.includes(name) ? check : `optional(${check})`}]`
  })
  const others = more === true ? 'null' : more === false ? 'false' : renderCheck(more)
  const patterns = Object.entries(patternProperties ?? {}).map(
    ([pattern, schema]) => `[${JSON.stringify(pattern)}, ${renderCheck(schema)}]`,
  )
  if (others === 'null' && patterns.length === 0) return `object([${fields.join(', ')}])`
  return `object([${fields.join(', ')}], ${others}, [${patterns.join(', ')}])`
}

function words(schema: object, names: readonly string[]): string {
  const found = Object.entries(schema).filter(([name]) => names.includes(name))
  return JSON.stringify(Object.fromEntries(found))
}
