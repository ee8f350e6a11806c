import { languageErrors } from './class-registry.js'
import { type Encoding, setProperty, step } from './encoding.js'
import type { Json, TaggedError } from './tagged.js'

/** Errors of any realm, also those of old code that only put `Error.prototype` above their own. */
export function isError(value: object): value is Error {
  if (value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') return true
  return classesAbove(value).some(({ name }) => name === 'Error')
}

/** Class, message and own properties; of the classes above it the names, so that the nearest known one can be found. */
export function encodeError(value: Error, path: string, encoding: Encoding): TaggedError {
  const classes = classesAbove(value)
  const names = classes.map(each => encoding.registry.of(each)?.name ?? each.name)
  const known = (index: number) => {
    const each = classes[index]
    return each !== undefined && (encoding.registry.of(each) !== null || isOfLanguage(each.name))
  }
  if (!known(0)) encoding.lose('error-class', path, names[0] ?? null)
  const { fields, hidden } = encodeOwn(value, path, encoding)
  return {
    $type: 'error',
    class: names[0] ?? 'Error',
    bases: names.slice(1),
    message: String(value.message),
    fields,
    hidden,
    stack: encoding.stacks && typeof value.stack === 'string' ? value.stack : null,
  }
}

function isOfLanguage(name: string): boolean {
  return Object.hasOwn(languageErrors, name) || name === 'DOMException'
}

/** Constructors from the nearest on, up to `Error`. */
function classesAbove(value: object): readonly { readonly name: string }[] {
  const classes: { readonly name: string }[] = []
  for (let above = Object.getPrototypeOf(value); above !== null; above = Object.getPrototypeOf(above)) {
    const made: unknown = Object.hasOwn(above, 'constructor') ? above.constructor : undefined
    if (typeof made === 'function' && made.name !== '' && made.name !== 'Object') classes.push(made)
  }
  return classes
}

function encodeOwn(
  value: Error,
  path: string,
  encoding: Encoding,
): { readonly fields: Json; readonly hidden: Json } {
  const fields = {}
  const hidden = {}
  for (const key of Reflect.ownKeys(value)) {
    const enumerable = Object.prototype.propertyIsEnumerable.call(value, key)
    if (typeof key === 'symbol') {
      if (enumerable) encoding.lose('symbol-key', path, key.description ?? null)
      continue
    }
    if (key === 'stack' || key === 'message') continue
    setProperty(enumerable ? fields : hidden, key, encoding.encode(Reflect.get(value, key), step(path, key)))
  }
  // What a DOMException is called stands on no instance.
  if (classesAbove(value).some(({ name }) => name === 'DOMException')) setProperty(hidden, 'name', value.name)
  return { fields, hidden }
}
