import type { ZodType } from 'zod'
import { readDefinition, unwrap } from './read-definition.js'

type Text = string | readonly string[]

/** From the text of a path, a query or the environment to what the schema takes. What does not fit stays, for zod to tell. */
export function coerceText(schema: ZodType, text: Text): unknown {
  const inner = unwrap(schema)
  const definition = readDefinition(inner)
  if (definition.type === 'array' && definition.element !== undefined) {
    const { element } = definition
    return (typeof text === 'string' ? [text] : text).map(item => coerceText(element, item))
  }
  if (definition.type === 'union') return coerceToFirstFit(definition.options ?? [], text)
  return typeof text === 'string' ? coerceScalar(definition.type, definition.values ?? [], text) : text
}

function coerceScalar(type: string, literals: readonly unknown[], text: string): unknown {
  if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  if (type === 'literal') return literals.find(literal => String(literal) === text) ?? text
  return text
}

function coerceToFirstFit(options: readonly ZodType[], text: Text): unknown {
  for (const option of options) {
    const value = coerceText(option, text)
    if (option.safeParse(value).success) return value
  }
  return text
}
