import { describeSchema } from './describe-schema.js'
import { type JsonPath, renderJsonPath } from './json-path.js'
import type { Schema } from './schema.js'

/** One way in which a value breaks its schema. */
export interface SchemaIssue {
  /** Of the value or, for `at: 'key'`, of the property whose name is meant. */
  readonly path: JsonPath
  readonly at: 'value' | 'key'
  readonly keyword: keyof Schema
  readonly message: string
  readonly hint: string
}

export function issue(keyword: keyof Schema, path: JsonPath, message: string, hint: string): SchemaIssue {
  return { path, at: 'value', keyword, message, hint }
}

export function subject(path: JsonPath): string {
  return path.length === 0 ? 'The config' : renderJsonPath(path)
}

/** A hint that shows a right value. */
export function example(schema: Schema, key?: string): string {
  const value = schema.examples?.[0] ?? schema.enum?.[0] ?? schema.const
  if (value === undefined) return key === undefined ? `Write ${describeSchema(schema)}.` : `Add "${key}".`
  const text = JSON.stringify(value)
  return key === undefined ? `For example: ${text}.` : `Add it, for example "${key}": ${text}.`
}
