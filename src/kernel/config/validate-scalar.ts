import { nearestName } from '../nearest.js'
import { describeSchema, describeValue, joinWords, typesOf } from './describe-schema.js'
import { findFormatFault } from './formats.js'
import type { JsonPath } from './json-path.js'
import type { Schema, SchemaType } from './schema.js'
import { example, issue, type SchemaIssue, subject } from './schema-issue.js'

/** Empty when the value is of the type that the schema asks for. */
export function checkType(schema: Schema, value: unknown, path: JsonPath): SchemaIssue[] {
  if (fitsType(schema, value)) return []
  const types = typesOf(schema)
  const message = `${subject(path)} must be ${describeSchema(schema)}, not ${describeValue(value)}.`
  const alone = types.includes('array') && typeof value === 'string'
  return [issue('type', path, message, alone ? `Write a list: ${JSON.stringify([value])}.` : example(schema))]
}

export function fitsType(schema: Schema, value: unknown): boolean {
  const { type } = schema
  if (type === undefined) return true
  return typeof type === 'string' ? isOfType(type, value) : type.some(one => isOfType(one, value))
}

function isOfType(type: SchemaType, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isRecord(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value)
  return typeof value === type
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether the value is one of those that `const` and `enum` name. */
export function checkAllowed(schema: Schema, value: unknown, path: JsonPath): SchemaIssue[] {
  if (schema.const !== undefined && value !== schema.const)
    return [choiceIssue('const', [schema.const], value, path)]
  if (schema.enum && !schema.enum.includes(value)) return [choiceIssue('enum', schema.enum, value, path)]
  return []
}

function choiceIssue(
  keyword: 'const' | 'enum',
  allowed: readonly unknown[],
  value: unknown,
  path: JsonPath,
): SchemaIssue {
  const words = joinWords(allowed.map(item => JSON.stringify(item)))
  const names = allowed.filter(item => typeof item === 'string')
  const meant = typeof value === 'string' ? nearestName(value, names) : null
  const hint = meant === null ? `Write ${words}.` : `Did you mean "${meant}"?`
  return issue(keyword, path, `${subject(path)} must be ${words}, not ${describeValue(value)}.`, hint)
}

export function checkString(schema: Schema, value: string, path: JsonPath): SchemaIssue[] {
  if (value.length < (schema.minLength ?? 0))
    return [issue('minLength', path, `${subject(path)} must not be empty.`, example(schema))]
  const fault = schema.format === undefined ? null : findFormatFault(schema.format, value)
  if (fault)
    return [issue('format', path, `${subject(path)}: ${JSON.stringify(value)} ${fault.fault}.`, fault.hint)]
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
    return [
      issue(
        'pattern',
        path,
        `${subject(path)}: ${JSON.stringify(value)} does not match ${schema.pattern}.`,
        example(schema),
      ),
    ]
  return []
}

export function checkNumber(schema: Schema, value: number, path: JsonPath): SchemaIssue[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema
  if (value < minimum)
    return [
      issue('minimum', path, `${subject(path)} must be at least ${minimum}, not ${value}.`, example(schema)),
    ]
  if (value > maximum)
    return [
      issue('maximum', path, `${subject(path)} must be at most ${maximum}, not ${value}.`, example(schema)),
    ]
  return []
}
