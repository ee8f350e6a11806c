import { looksSecret } from '../redaction/redact-text.js'

/** A place in a JSON document. */
export interface JsonPlace {
  /** As `/items/3/name`; the root is empty, a slash in a key `~1`, a tilde `~0`. */
  readonly path: string
  /**
   * The same with `*` for indexes and for keys that are identifiers, so that all elements of a kind share it.
   */
  readonly pattern: string
  readonly depth: number
}

export const root: JsonPlace = { path: '', pattern: '', depth: 0 }

/** Stands for what was left out of a path. */
export const omission = '…'

const deepest = 64
const longestKey = 64

/** The length of a path is bounded, so that a deep document does not cost the square of its depth. */
export function placeBelow(parent: JsonPlace, key: string, isIndex: boolean): JsonPlace {
  if (parent.depth > deepest) return parent
  const depth = parent.depth + 1
  if (depth > deepest) {
    return { path: `${parent.path}/${omission}`, pattern: `${parent.pattern}/${omission}`, depth }
  }
  const segment = segmentOf(key)
  return {
    path: `${parent.path}/${segment}`,
    pattern: `${parent.pattern}/${isIndex || isIdentifier(key) ? '*' : segment}`,
    depth,
  }
}

const identifierForms = [
  /^\d+$/,
  /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i,
  // Hashes and object ids: a long run of hexadecimal digits with a digit among them.
  /^(?=.*\d)[\da-f]{16,}$/i,
  /@/,
]

/**
 * Whether a key looks like one of many of its kind, such as an order's number, and not like a name. Patterns
 * are kept and shown, so nothing that may be a secret or somebody's address gets into one.
 */
function isIdentifier(key: string): boolean {
  if (key.length > longestKey || identifierForms.some(form => form.test(key))) return true
  return key.length >= 16 && looksSecret(key)
}

function segmentOf(key: string): string {
  const short = key.length > longestKey ? `${key.slice(0, longestKey)}${omission}` : key
  return /[~/]/.test(short) ? short.replaceAll('~', '~0').replaceAll('/', '~1') : short
}
