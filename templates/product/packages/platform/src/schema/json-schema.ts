import { toJSONSchema, type ZodType } from 'zod'
import { readDefinition } from './read-definition.js'

export type JsonSchema = { readonly [key: string]: unknown }

export interface NamedSchemas {
  /** The schema by reference to its place in the document, or as it is where nothing refers back to it. */
  readonly add: (name: string, schema: ZodType) => JsonSchema
  /** What `add` put aside, by name in alphabetical order. */
  readonly all: () => Readonly<Record<string, JsonSchema>>
}

/** What travels as JSON: the input side. Throws where that has no JSON form (`Date`, `bigint`, `Map`). */
export function deriveJsonSchema(schema: ZodType): JsonSchema {
  const {
    $schema: _,
    '~standard': __,
    ...json
  } = toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>
  return json
}

/** Collects the definitions that schemas share with others or with themselves, for one document. */
export function collectSchemas(place: string): NamedSchemas {
  const found = new Map<string, JsonSchema>()
  const keep = (name: string, schema: JsonSchema) => {
    const known = found.get(name)
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`Two different schemas are called ${name}; give one of them another id`)
    found.set(name, schema)
  }
  return {
    add: (name, schema) => {
      const { $defs, ...root } = deriveJsonSchema(schema)
      const rename = (id: string) => (id.startsWith('__') ? `${name}${id.slice(1)}` : id)
      const refer = (ref: string) =>
        ref === '#' ? `${place}${name}` : `${place}${rename(ref.replace('#/$defs/', ''))}`
      for (const [id, definition] of Object.entries(($defs ?? {}) as object))
        keep(rename(id), withReferences(withoutId(definition), refer) as JsonSchema)
      const self = JSON.stringify(root).includes('"$ref":"#"')
      const json = withReferences(withoutId(root), refer) as JsonSchema
      if (!self) return json
      keep(name, json)
      return { $ref: `${place}${name}` }
    },
    all: () => Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Whether the way back from the parsed value exists: a codec has one, `transform` has none. */
export function hasOneWayTransform(schema: ZodType): boolean {
  let found = false
  toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema }) => {
      const { type, out, in: source, reverseTransform } = readDefinition(zodSchema as unknown as ZodType)
      const isTransform = (side?: ZodType) => side !== undefined && readDefinition(side).type === 'transform'
      if (type === 'pipe' && reverseTransform === undefined && (isTransform(out) || isTransform(source)))
        found = true
    },
  })
  return found
}

function withoutId(schema: unknown): unknown {
  const { id: _, ...rest } = schema as Record<string, unknown>
  return rest
}

function withReferences(value: unknown, refer: (ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map(item => withReferences(item, refer))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === '$ref' && typeof item === 'string' ? [key, refer(item)] : [key, withReferences(item, refer)],
    ),
  )
}
