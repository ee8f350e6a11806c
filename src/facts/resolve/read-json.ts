import { parse } from 'jsonc-parser'
import type { SourceTree } from '../source-tree.js'

/**
 * A JSON file of the user's project, comments and trailing commas allowed; null when it is missing, unreadable or no
 * object. Resolution goes on without it: what then cannot be resolved is reported at the import.
 */
export function readJsonObject(tree: SourceTree, path: string): Readonly<Record<string, unknown>> | null {
  try {
    const text = tree
      .read(path)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
    return objectOrNull(parseJson(text))
  } catch {
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parse(text, [], { allowTrailingComma: true })
  }
}

/** The value when it is a plain object. */
export function objectOrNull(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

/** The strings of a list; nothing for any other value. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
