import { nearestName } from '../nearest.js'
import { describeSchema, describeValue } from './describe-schema.js'
import { type JsonPath, renderJsonPath } from './json-path.js'
import type { Schema } from './schema.js'
import { example, issue, type SchemaIssue, subject } from './schema-issue.js'
import { checkAllowed, checkNumber, checkString, checkType, fitsType, isRecord } from './validate-scalar.js'

/**
 * Everything in which a value breaks its schema, in the order of the schema's properties. Of alternatives, the
 * one that the value comes nearest to speaks. Properties that are undefined count as left out.
 */
export function validateValue(schema: Schema, value: unknown, path: JsonPath = []): SchemaIssue[] {
  const wrongType = checkType(schema, value, path)
  if (wrongType.length > 0) return wrongType
  const choice = checkChoice(schema, value, path)
  if (choice.length > 0) return choice
  if (typeof value === 'string') return checkString(schema, value, path)
  if (typeof value === 'number') return checkNumber(schema, value, path)
  if (Array.isArray(value)) return checkList(schema, value, path)
  if (isRecord(value)) return checkObject(schema, value, path)
  return []
}

function checkChoice(schema: Schema, value: unknown, path: JsonPath): SchemaIssue[] {
  const refused = checkAllowed(schema, value, path)
  if (refused.length > 0) return refused
  if (schema.anyOf) return checkBranches(schema.anyOf, value, { schema, path })
  if (!schema.oneOf) return []
  const fitting = schema.oneOf.filter(branch => validateValue(branch, value, path).length === 0)
  if (fitting.length === 0) return checkBranches(schema.oneOf, value, { schema, path })
  if (fitting.length === 1) return []
  const hint = `Decide for one: ${describeSchema(schema)}.`
  return [issue('oneOf', path, `${subject(path)} can be read in several ways.`, hint)]
}

/** The issues of the branch that the value comes nearest to; one about the type when no branch is of its type. */
function checkBranches(
  branches: readonly Schema[],
  value: unknown,
  { schema, path }: { readonly schema: Schema; readonly path: JsonPath },
): SchemaIssue[] {
  const results: SchemaIssue[][] = []
  for (const branch of branches.filter(candidate => fitsType(candidate, value))) {
    const issues = validateValue(branch, value, path)
    if (issues.length === 0) return []
    results.push(issues)
  }
  const [nearest] = results.sort(
    (left, right) => rank(left, path) - rank(right, path) || left.length - right.length,
  )
  if (nearest && !isMereChoice(nearest, path)) return nearest
  const message = `${subject(path)} must be ${describeSchema(schema)}, not ${describeValue(value)}.`
  const suggestion = nearest?.[0]?.hint.startsWith('Did you mean') ? nearest[0].hint : null
  return [issue('anyOf', path, message, suggestion ?? suggestList(branches, value) ?? example(schema))]
}

/** A single text where a list of them would do. */
function suggestList(branches: readonly Schema[], value: unknown): string | null {
  const lists = branches.some(branch => branch.type === 'array' && !Array.isArray(branch.items))
  return lists && typeof value === 'string' ? `Write a list: ${JSON.stringify([value])}.` : null
}

/** A wrong word where other branches would take a value of another type: all of them are told. */
function isMereChoice(issues: readonly SchemaIssue[], path: JsonPath): boolean {
  const [first] = issues
  return first?.path.length === path.length && (first.keyword === 'const' || first.keyword === 'enum')
}

/** A branch whose discriminating values fit comes before one whose do not. */
function rank(issues: readonly SchemaIssue[], path: JsonPath): number {
  return issues.some(item => item.keyword === 'const' && item.path.length === path.length + 1) ? 1 : 0
}

function checkList(schema: Schema, value: readonly unknown[], path: JsonPath): SchemaIssue[] {
  const issues: SchemaIssue[] = []
  if (value.length < (schema.minItems ?? 0))
    issues.push(
      issue(
        'minItems',
        path,
        `${subject(path)} needs at least ${count(schema.minItems ?? 0)}.`,
        example(schema),
      ),
    )
  if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY))
    issues.push(
      issue(
        'maxItems',
        path,
        `${subject(path)} has ${count(value.length)}; at most ${schema.maxItems} are allowed.`,
        example(schema),
      ),
    )
  const seen = new Map<string, number>()
  value.forEach((item, at) => {
    const itemSchema = schemaOfItem(schema, at)
    if (itemSchema) issues.push(...validateValue(itemSchema, item, [...path, at]))
    if (schema.uniqueItems !== true) return
    const text = JSON.stringify(item) ?? ''
    if (seen.has(text))
      issues.push(
        issue(
          'uniqueItems',
          [...path, at],
          `${subject([...path, at])} repeats ${text}.`,
          'Remove one of the two.',
        ),
      )
    seen.set(text, at)
  })
  return issues
}

function schemaOfItem(schema: Schema, at: number): Schema | undefined {
  const { items } = schema
  return Array.isArray(items) ? items[at] : (items as Schema | undefined)
}

function count(items: number): string {
  return items === 1 ? '1 item' : `${items} items`
}

function checkObject(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: JsonPath,
): SchemaIssue[] {
  const keys = Object.keys(value).filter(key => value[key] !== undefined)
  const missing = (schema.required ?? []).filter(key => !keys.includes(key))
  const issues = missing.map(key => missingIssue(schema, key, path))
  for (const key of keys) {
    const inner = [...path, key]
    const schemas = schemasOfProperty(schema, key)
    if (schema.propertyNames) issues.push(...checkName(schema.propertyNames, key, inner))
    for (const property of schemas) issues.push(...validateValue(property, value[key], inner))
    if (schemas.length === 0 && schema.additionalProperties === false)
      issues.push(unknownIssue(schema, key, { path, keys }))
  }
  return issues
}

function missingIssue(schema: Schema, key: string, path: JsonPath): SchemaIssue {
  const shown = example(schema.properties?.[key] ?? {}, key)
  return issue('required', path, `${subject(path)} lacks ${JSON.stringify(key)}.`, shown)
}

function checkName(schema: Schema, key: string, path: JsonPath): SchemaIssue[] {
  return validateValue(schema, key, path).map(found => ({ ...found, at: 'key' }))
}

function schemasOfProperty(schema: Schema, key: string): Schema[] {
  const named = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined
  const found = named ? [named] : []
  for (const pattern in schema.patternProperties) {
    const property = schema.patternProperties[pattern]
    if (property && new RegExp(pattern, 'u').test(key)) found.push(property)
  }
  if (found.length === 0 && typeof schema.additionalProperties === 'object')
    return [schema.additionalProperties]
  return found
}

function unknownIssue(
  schema: Schema,
  key: string,
  inside: { readonly path: JsonPath; readonly keys: readonly string[] },
): SchemaIssue {
  const known = Object.keys(schema.properties ?? {})
  const meant = nearestName(key, known)
  const free = known.filter(name => !inside.keys.includes(name))
  const hint =
    meant === null
      ? `Known here: ${(free.length > 0 ? free : known).join(', ')}.`
      : `Did you mean "${meant}"?`
  const where = inside.path.length === 0 ? 'the config' : renderJsonPath(inside.path)
  return {
    path: [...inside.path, key],
    at: 'key',
    keyword: 'additionalProperties',
    message: `Unknown key ${JSON.stringify(key)} in ${where}.`,
    hint,
  }
}
