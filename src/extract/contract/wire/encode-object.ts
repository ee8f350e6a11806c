import { encodeBuiltIn } from './encode-built-in.js'
import { encodeError, isError } from './encode-error.js'
import { encodeFields } from './encode-fields.js'
import { encodeLost } from './encode-primitive.js'
import { classNameOf, type Encoding, step } from './encoding.js'
import type { WireLoss } from './loss.js'
import type { Json } from './tagged.js'

/** Any object: plain data first, for most is; then by its own codec, as an error, as what the language brings. */
export function encodeObject(value: object, path: string, encoding: Encoding): Json {
  if (Array.isArray(value)) return encodeArray(value, path, encoding)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null) {
    return { $type: 'null-prototype', value: Object.entries(encodeFields(value, path, encoding)) }
  }
  if (prototype === Object.prototype) return escapeTag(encodeFields(value, path, encoding))
  const known = encoding.registry.of(value.constructor)
  if (known?.write !== undefined) {
    return { $type: 'instance', class: known.name, value: encoding.encode(known.write(value as never), path) }
  }
  if (isError(value)) return encodeError(value, path, encoding)
  const builtIn = encodeBuiltIn(value, path, encoding)
  if (builtIn !== null) return builtIn
  if (isObjectPrototype(prototype)) return escapeTag(encodeFields(value, path, encoding))
  if (known !== null) {
    return { $type: 'instance', class: known.name, value: encodeFields(value, path, encoding) }
  }
  return encodeUnknownInstance(value, path, encoding)
}

/** An object of the program that looks as if it were tagged is spelled out. */
export function escapeTag(fields: { readonly [key: string]: Json }): Json {
  return Object.hasOwn(fields, '$type') ? { $type: 'object', value: Object.entries(fields) } : fields
}

/** The `Object.prototype` of any realm. */
export function isObjectPrototype(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'hasOwnProperty')
  )
}

function encodeArray(value: readonly unknown[], path: string, encoding: Encoding): Json {
  if (value.length > 0 && Object.isFrozen(value)) encoding.lose('frozen', path)
  for (const key of namedKeys(value)) encoding.lose('array-property', step(path, key), key)
  const name = classNameOf(value)
  if (name !== 'Array') encoding.lose('class-instance', path, name)
  return Array.from(value, (item, index) =>
    Object.hasOwn(value, index) ? encoding.encode(item, step(path, index)) : { $type: 'hole' },
  )
}

/** Keys that are no index; they come last. */
function namedKeys(value: readonly unknown[]): readonly string[] {
  const keys = Object.keys(value)
  const first = keys.findLastIndex(key => /^\d+$/.test(key)) + 1
  return keys.slice(first)
}

function encodeUnknownInstance(value: object, path: string, encoding: Encoding): Json {
  const name = classNameOf(value)
  const lost = whatCannotTravel(value)
  if (lost !== null) return encodeLost(lost, path, { lose: encoding.lose, name })
  encoding.lose(hasMethods(value) ? 'class-instance' : 'prototype', path, name)
  const { toJSON } = value as { readonly toJSON?: unknown }
  if (typeof toJSON === 'function') return encoding.encode(toJSON.call(value, ''), path)
  return escapeTag(encodeFields(value, path, encoding))
}

/** Told by what it can do, so that those of libraries are found as well. */
function whatCannotTravel(value: object): WireLoss | null {
  const can = (name: string | symbol) => typeof Reflect.get(value, name) === 'function'
  if (can('then')) return 'promise'
  if ((can('pipe') && (can('on') || can('subscribe'))) || can('getReader') || can('getWriter'))
    return 'stream'
  if (can('next') && (can(Symbol.iterator) || can(Symbol.asyncIterator))) return 'iterator'
  const tag = Object.prototype.toString.call(value)
  return tag === '[object Object]' || can('toJSON') ? null : tag.includes('Weak') ? 'weak-reference' : null
}

function hasMethods(value: object): boolean {
  for (
    let above = Object.getPrototypeOf(value);
    above !== null && !isObjectPrototype(above);
    above = Object.getPrototypeOf(above)
  )
    if (Reflect.ownKeys(above).some(key => key !== 'constructor')) return true
  return false
}
