import type { JsonPlace } from './json-place.js'
import { isArray, isDecimal, isObject, type JsonValue } from './json-value.js'

/** `type` covers strings of different forms too: a time that has become empty is more than another time. */
export type DifferenceKind = 'value' | 'type' | 'missing' | 'added'

export interface Difference {
  /**
   * `status`, `header:etag`, `body`, or a place in a JSON body such as `/items/3/name`; the whole JSON body
   * is `/`.
   */
  readonly path: string
  /**
   * What noise is learned and counted by: the path with `*` for indexes and identifiers, and the kind behind
   * it unless only the value differs: `/items/*\/at (missing)`.
   */
  readonly pattern: string
  readonly kind: DifferenceKind
  /**
   * As the answers have them, secrets included: to be redacted before it is kept. Undefined where there is
   * none.
   */
  readonly primary: JsonValue | undefined
  readonly candidate: JsonValue | undefined
  /** The old system differs from itself here as often. */
  readonly noise: boolean
}

export function deriveDifference(
  place: Pick<JsonPlace, 'path' | 'pattern'>,
  primary: JsonValue | undefined,
  candidate: JsonValue | undefined,
): Omit<Difference, 'noise'> {
  const kind = kindOf(primary, candidate)
  const suffix = kind === 'value' ? '' : ` (${kind})`
  return { path: place.path || '/', pattern: `${place.pattern || '/'}${suffix}`, kind, primary, candidate }
}

function kindOf(primary: JsonValue | undefined, candidate: JsonValue | undefined): DifferenceKind {
  if (candidate === undefined) return 'missing'
  if (primary === undefined) return 'added'
  return formOf(primary) === formOf(candidate) ? 'value' : 'type'
}

function formOf(value: JsonValue): string {
  if (value === null) return 'null'
  if (isArray(value)) return 'array'
  if (isObject(value)) return 'object'
  if (isDecimal(value)) return 'number'
  return typeof value === 'string' ? stringFormOf(value) : typeof value
}

function stringFormOf(text: string): string {
  if (text === '') return 'empty'
  if (isoTime(text) !== null) return 'time'
  return uuidForm.test(text) ? 'uuid' : 'text'
}

const uuidForm = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i
const timeForm = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/i

/** Milliseconds since 1970 of a time in ISO text, taken as UTC where it names no zone; null when it is none. */
export function isoTime(text: string): number | null {
  if (text.length < 10 || text.length > 40) return null
  const match = timeForm.exec(text)
  if (match === null) return null
  const zoned = text.length > 10 && match[1] === undefined ? `${text}Z` : text
  const time = Date.parse(zoned.replace(' ', 'T').replace(',', '.'))
  return Number.isNaN(time) ? null : time
}
