import { composeConfigSchema } from './compose-schema.js'
import type { OptionSchemaLike, SchemaFormat } from './schema.js'

/** Below the folder that it is relative to, with `/`. */
const inside = '(?!!?(?:[/\\\\]|[A-Za-z]:))(?!(?:.*[/{,(|!])?\\.\\.(?:[/}),|]|$))(?!.*\\\\)'

/**
 * What our own formats become where other validators read the schema. Brackets that do not pair are beyond a
 * pattern: only `check` itself finds those.
 */
const patterns: Record<Exclude<SchemaFormat, 'date'>, string | null> = {
  text: '\\S',
  glob: `^${inside}(?!.*\\{(?![^{}]*\\.\\.)[^{},]*\\})`,
  file: `^${inside}[^*?]*$`,
  folder: `^${inside}[^*?]*$`,
  'module-pattern': `^${inside}(?!.*\\{\\})`,
  'module-name':
    '^(?!\\s)(?!.*\\s$)(?!.*\\{\\})(?!(?:.*/)?\\.{0,2}(?:/|$))[^\\\\:*?"<>|!,()\\[\\]\\u0000-\\u001f]+$',
  'name-glob': null,
}

/** The text of `schema/config.json`: the schema of the config in words that every editor knows. */
export function renderPublishedSchema(ruleOptions: Readonly<Record<string, OptionSchemaLike>>): string {
  const published = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    allowComments: true,
    allowTrailingCommas: true,
    ...(publish(composeConfigSchema(ruleOptions)) as object),
  }
  return `${JSON.stringify(published, null, 2)}\n`
}

/** Keywords that hold schemas by a name of the user's, in lists or alone; all others hold data. */
const byName = new Set(['properties', 'patternProperties'])
const nested = new Set(['additionalProperties', 'propertyNames', 'items', 'anyOf', 'oneOf'])

function publish(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(publish)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(Object.entries(schema).flatMap(publishKeyword))
}

function publishKeyword([keyword, value]: [string, unknown]): [string, unknown][] {
  if (keyword === 'format') return publishFormat(value as SchemaFormat)
  if (nested.has(keyword)) return [[keyword, publish(value)]]
  if (!byName.has(keyword)) return [[keyword, value]]
  const schemas = Object.entries(value as object).map(([name, schema]) => [name, publish(schema)])
  return [[keyword, Object.fromEntries(schemas)]]
}

function publishFormat(format: SchemaFormat): [string, unknown][] {
  if (format === 'date') return [['format', 'date']]
  const pattern = patterns[format]
  return pattern === null ? [] : [['pattern', pattern]]
}
