import { type ParseError, parse } from 'jsonc-parser'
import type { SourceTree } from '../../facts/index.js'

/** The object in a JSON file (comments allowed), or null when there is none or it is broken. */
export function readManifest(tree: SourceTree, path: string): Readonly<Record<string, unknown>> | null {
  let text: string
  try {
    text = tree
      .read(path)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
  } catch {
    return null
  }
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true })
  return errors.length === 0 ? asRecord(value) : null
}

/** The value as an object, or null. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** The value as text that is not empty, or null. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
