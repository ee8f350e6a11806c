import { kinds } from '../dependency.js'
import { ruleNames, severities } from '../finding.js'
import { configSchema } from './config-schema.js'
import type { OptionSchemaLike, Schema } from './schema.js'

const severitySchema = {
  type: 'string',
  enum: ['off', ...severities],
  description: 'off: not looked at; warn: told; error: fails.',
  examples: ['error'],
} as const satisfies Schema

/** Options that every rule about dependencies has. */
const sharedOptions = {
  kinds: {
    type: 'array',
    description: 'Kinds of dependency that the rule looks at.',
    minItems: 1,
    items: { type: 'string', enum: kinds },
    examples: [['value', 'type']],
  },
  facades: {
    type: 'string',
    enum: ['opaque', 'transparent'],
    description:
      'opaque: importing what an allowed module re-exports is fine; transparent: the file that defines a symbol is judged too.',
    examples: ['transparent'],
  },
} as const satisfies Record<string, Schema>

/**
 * The schema of the whole config: `configSchema` with a property for each built-in rule, whose options are
 * those given for it and the shared ones. Own rules may have any options.
 */
export function composeConfigSchema(ruleOptions: Readonly<Record<string, OptionSchemaLike>>): Schema {
  const names = [...new Set([...ruleNames, ...Object.keys(ruleOptions)])]
  return {
    ...configSchema,
    properties: {
      ...configSchema.properties,
      rules: {
        ...configSchema.properties.rules,
        properties: Object.fromEntries(names.map(name => [name, composeSetting(ruleOptions[name] ?? {})])),
        patternProperties: { '^own/': composeSetting({ additionalProperties: true }) },
        additionalProperties: false,
      },
    },
  }
}

/** A rule that requires options cannot be switched on without them. */
function composeSetting(own: Schema): Schema {
  const needsOptions = (own.required ?? []).length > 0
  const options: Schema = {
    ...own,
    type: 'object',
    properties: { ...own.properties, ...sharedOptions },
    additionalProperties: own.additionalProperties ?? false,
  }
  const items = [severitySchema, options]
  const setting: Schema = {
    anyOf: [
      needsOptions ? { type: 'string', enum: ['off'] } : severitySchema,
      { type: 'array', items, minItems: needsOptions ? 2 : 1, maxItems: 2 },
    ],
    examples: [needsOptions ? ['error', showRequired(own)] : 'error'],
  }
  return own.description === undefined ? setting : { description: own.description, ...setting }
}

function showRequired({ required = [], properties = {} }: Schema): Record<string, unknown> {
  return Object.fromEntries(required.map(name => [name, showValue(properties[name] ?? {})]))
}

/** A value that fits, made from the examples of its parts. */
function showValue(schema: Schema): unknown {
  const shown = schema.examples?.[0] ?? schema.enum?.[0]
  if (shown !== undefined) return shown
  if (schema.type === 'object') return showRequired(schema)
  if (schema.type !== 'array') return '…'
  return schema.items && !Array.isArray(schema.items) ? [showValue(schema.items as Schema)] : []
}
