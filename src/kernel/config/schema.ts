export type SchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object'

/**
 * Formats of strings. `date` is that of JSON Schema; the others are ours and become patterns in the published
 * schema: `text` is not blank; `glob` stays below the root and is well formed; `file` and `folder` are such
 * paths without wildcards; `module-pattern` is a glob with `{placeholders}`; `name-glob` is a well-formed glob of
 * names, such as modules or import specifiers.
 */
export type SchemaFormat =
  | 'date'
  | 'text'
  | 'glob'
  | 'file'
  | 'folder'
  | 'module-name'
  | 'module-pattern'
  | 'name-glob'

/** The part of JSON Schema (draft 7) that the config and the rules' options are described with. */
export interface Schema {
  readonly $schema?: string
  readonly $id?: string
  readonly title?: string
  /** Shown by editors. */
  readonly description?: string
  /** Documents what leaving the value out means; never filled in. */
  readonly default?: unknown
  /** The first one is shown when a value is refused. */
  readonly examples?: readonly unknown[]
  readonly type?: SchemaType | readonly SchemaType[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly required?: readonly string[]
  /** For every item, or one schema a position. */
  readonly items?: Schema | readonly Schema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly pattern?: string
  readonly format?: SchemaFormat
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** The schema of a rule's options; typed loosely, because it crosses folders. */
export type OptionSchemaLike = Readonly<Record<string, unknown>>

/** Every keyword that the validator obeys or knows to be documentation; a schema with another one is a bug. */
export const schemaKeywords = {
  $schema: true,
  $id: true,
  title: true,
  description: true,
  default: true,
  examples: true,
  type: true,
  enum: true,
  const: true,
  properties: true,
  patternProperties: true,
  additionalProperties: true,
  propertyNames: true,
  required: true,
  items: true,
  minItems: true,
  maxItems: true,
  uniqueItems: true,
  anyOf: true,
  oneOf: true,
  pattern: true,
  format: true,
  minLength: true,
  minimum: true,
  maximum: true,
} as const satisfies Record<keyof Schema, true>
