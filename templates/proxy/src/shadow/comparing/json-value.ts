import type { Decimal } from './decimal.js'

/**
 * JSON as it is compared. Objects are maps, so that no key is special; of duplicate keys the last one counts,
 * as most readers have it. A number is a `number` only when a double holds it without loss.
 */
export type JsonValue = null | boolean | string | number | Decimal | JsonArray | JsonObject
export type JsonArray = readonly JsonValue[]
export type JsonObject = ReadonlyMap<string, JsonValue>

export function isArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value)
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map
}

export function isDecimal(value: JsonValue | undefined): value is Decimal {
  return typeof value === 'object' && value !== null && !isArray(value) && !isObject(value)
}

/** The text of anything but an array or object. */
export function scalarText(value: Exclude<JsonValue, JsonArray | JsonObject>): string {
  return isDecimal(value) ? value.text : JSON.stringify(value)
}
