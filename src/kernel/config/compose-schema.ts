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

function composeSetting(options: OptionSchemaLike): Schema {
  const own: Schema = options
  const optionSchema: Schema = {
    ...own,
    type: 'object',
    properties: { ...own.properties, ...sharedOptions },
    additionalProperties: own.additionalProperties ?? false,
  }
  const setting: Schema = {
    anyOf: [
      severitySchema,
      { type: 'array', items: [severitySchema, optionSchema], minItems: 1, maxItems: 2 },
    ],
    examples: ['error'],
  }
  return own.description === undefined ? setting : { description: own.description, ...setting }
}
