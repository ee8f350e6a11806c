import type { ObjectSchema, Schema } from '../schema.js'
import { readDefinition, type ZodDefinition } from './zod-definition.js'
import type { ZodSpot } from './zod-reading.js'

type Describe = (schema: unknown, spot: ZodSpot) => Schema

/** Properties; what zod strips is let through, for the other side strips it as well. */
export function describeZodObject(
  { shape = {}, catchall }: ZodDefinition,
  spot: ZodSpot,
  describe: Describe,
): ObjectSchema {
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const [name, schema] of Object.entries(shape)) {
    const optional = mayBeMissing(schema, spot)
    const described = describe(schema, { ...spot, at: `${spot.at}.${name}` })
    properties[name] = optional ? withoutUndefined(described) : described
    if (!optional) required.push(name)
  }
  const more = readDefinition(catchall)
  const additionalProperties =
    more === null
      ? true
      : more.type === 'never'
        ? false
        : describe(catchall, { ...spot, at: `${spot.at}[key]` })
  return { kind: 'object', properties, required, additionalProperties }
}

/** Of what travels: a default fills in what is missing from an input, and nothing is missing from an output then. */
export function mayBeMissing(schema: unknown, { side }: ZodSpot): boolean {
  const { optin, optout } =
    (schema as { readonly _zod?: { readonly optin?: string; readonly optout?: string } })._zod ?? {}
  return (side === 'input' ? optin : optout) !== undefined
}

/** In JSON what is optional is missing. */
function withoutUndefined(schema: Schema): Schema {
  if (schema.kind !== 'union') return schema
  const anyOf = schema.anyOf.filter(({ kind }) => kind !== 'undefined')
  const [only] = anyOf
  if (only === undefined || anyOf.length === schema.anyOf.length) return schema
  const { kind: _, anyOf: __, discriminator, ...annotations } = schema
  return anyOf.length === 1
    ? { ...only, ...annotations }
    : { kind: 'union', anyOf, discriminator, ...annotations }
}
