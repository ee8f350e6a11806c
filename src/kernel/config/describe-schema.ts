import type { Schema, SchemaType } from './schema.js'

const typeWords: Record<SchemaType, string> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'an object',
}

/** What a schema accepts, in words for the middle of a sentence: `"off", "warn" or "error"`. */
export function describeSchema(schema: Schema): string {
  return joinWords([...new Set(listAlternatives(schema))])
}

function listAlternatives(schema: Schema): string[] {
  if (schema.const !== undefined) return [JSON.stringify(schema.const)]
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value))
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return branches.flatMap(listAlternatives)
  if (schema.format === 'date') return ['a date (YYYY-MM-DD)']
  const types = typesOf(schema)
  return types.length === 0 ? ['another value'] : types.map(type => typeWords[type])
}

/** What was found instead, in words: `the string "x"`, `a list`. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `the string ${JSON.stringify(shorten(value))}`
  if (typeof value === 'number') return `the number ${value}`
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}

export function typesOf(schema: Schema): readonly SchemaType[] {
  if (schema.type === undefined) return []
  return typeof schema.type === 'string' ? [schema.type] : schema.type
}

export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
